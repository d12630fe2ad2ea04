// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;

/// What became of reading the configuration.
public sealed interface Loading {

  record Ready(Settings settings) implements Loading {}

  /// Everything that is wrong with it, one line each.
  record Refused(List<String> problems) implements Loading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// The settings.
  ///
  /// @throws FailureException of configuration, with every problem on a line of its own
  default Settings orThrow() {
    return switch (this) {
      case Ready(Settings settings) -> settings;
      case Refused(List<String> problems) ->
          throw new FailureException(new Failure.Configuration(String.join("\n", problems)));
    };
  }
}
