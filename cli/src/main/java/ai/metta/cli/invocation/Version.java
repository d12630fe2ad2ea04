// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which build runs.
public final class Version implements IVersionProvider {
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"metta " + number() + " (Java " + Runtime.version() + ")"};
  }
}
