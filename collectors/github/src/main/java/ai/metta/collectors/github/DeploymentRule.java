// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Optional;

/// What a team calls a deployment.
sealed interface DeploymentRule {
  /// GitHub deployments to an environment.
  record Environment(String name) implements DeploymentRule {}

  /// Runs of workflows on the default branch.
  record Workflow(Glob name) implements DeploymentRule {}

  /// Published releases.
  record Releases() implements DeploymentRule {}

  /// Nothing was said, so nothing is known.
  record None() implements DeploymentRule {}

  static DeploymentRule none() {
    return new None();
  }

  /// The rule that a text stands for; empty where it is none.
  static Optional<DeploymentRule> of(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    return switch (kind) {
      case "environment" -> rest.isEmpty() ? Optional.empty() : Optional.of(new Environment(rest));
      case "workflow" ->
          rest.isEmpty() ? Optional.empty() : Optional.of(new Workflow(Glob.of(rest)));
      case "releases" -> rest.isEmpty() ? Optional.of(new Releases()) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
