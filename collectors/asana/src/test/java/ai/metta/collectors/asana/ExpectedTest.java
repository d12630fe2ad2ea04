// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collect.Report;
import ai.metta.collect.Trial;
import ai.metta.metric.Golden;
import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.http.Strike;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Everything that one run sends, to the last digit, and everything that one says when something is
/// wrong: what changes here changes on somebody's screen.
final class ExpectedTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @Test
  void aKnownWorkspaceAtAKnownInstantGivesTheseSeries() {
    try (AsanaServer server = Workspace.served(7)) {
      Report report =
          Workspace.collecting(server).with("asana.per_project", "true").withAliases().run();
      Golden.matches(RESOURCES.resolve("expected-series.txt"), report.lines());
    }
  }

  @Test
  void everythingThatCanBeWrongHasItsOwnMessage() {
    StringBuilder said = new StringBuilder();
    try (AsanaServer server = Workspace.served(7)) {
      for (AsanaFault fault : AsanaFault.values()) {
        server.heal();
        server.fail(Strike.always(fault).at("/users|/projects|project=1202000000000005"));
        say(said, server, "%s at every list".formatted(fault), trial -> trial);
      }
      server.heal();
      say(said, server, "another workspace", trial -> trial.with("asana.workspace", "42"));
      say(said, server, "a project that is not there", trial -> trial.with("asana.projects", "42"));
      say(
          said,
          server,
          "an address that is none",
          trial -> trial.with("asana.base_url", server.endpoint().resolve("/").toString()));
    }
    Golden.matches(RESOURCES.resolve("messages.txt"), said.toString());
  }

  /// Each reason once, with how many metrics it cost.
  private static void say(
      StringBuilder said, AsanaServer server, String when, UnaryOperator<Trial> how) {
    Report report = how.apply(Workspace.collecting(server)).run();
    said.append("== ").append(when).append(": ").append(report.result().status().word());
    report
        .failures()
        .forEach((reason, metrics) ->
            said.append("\n")
                .append(reason.replace(server.endpoint().getAuthority(), "asana.example"))
                .append(" [")
                .append(metrics)
                .append(" metrics]"));
    said.append("\n\n");
  }
}
