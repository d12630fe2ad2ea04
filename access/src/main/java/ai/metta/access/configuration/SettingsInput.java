// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// All that settings are read from.
///
/// @param flags by key, as `--set key=value` gives them
/// @param config the file named on the command line; it has to exist
public record SettingsInput(
    Map<String, String> flags,
    Map<String, String> environment,
    Optional<Path> config,
    Path workingDirectory,
    Path home) {
  public SettingsInput {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /// Values may be credentials, so none is printed.
  @Override
  public String toString() {
    return "SettingsInput[config=" + config + ", workingDirectory=" + workingDirectory + "]";
  }
}
