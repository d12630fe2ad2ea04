// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.IOException;
import java.io.InputStream;

/// Makes something of an answer while it arrives. Called on another thread, once at most.
@FunctionalInterface
public interface BodyReader<T> {
  /// Reads what it needs of the body.
  ///
  /// @param body decompressed and capped; closed by whoever opened it
  T read(Head head, InputStream body) throws IOException;
}
