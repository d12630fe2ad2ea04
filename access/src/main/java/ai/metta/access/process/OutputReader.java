// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import java.io.IOException;
import java.io.InputStream;

/// Makes something of a program's stdout while it runs.
@FunctionalInterface
public interface OutputReader<T> {
  T read(InputStream output) throws IOException;
}
