// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What may stand on any command.
///
/// @param config the configuration file that was asked for
/// @param flags settings given on the command line, by key
public record GlobalOptions(Optional<Path> config, Map<String, String> flags) {
  public GlobalOptions {
    flags = Map.copyOf(flags);
  }
}
