// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.Status;
import ai.metta.metric.Golden;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Everything that a run sends of a world small enough to tell by hand.
final class WorldTest {
  private static final Path FILE = Path.of("src/test/resources/expected-series.txt");

  @Test
  void aKnownWorldGivesTheseValues() {
    try (ScriptedGithub server = World.served()) {
      Reported reported =
          World.collecting(server).with("github.deployments", "environment:production").run();
      assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
      String values =
          reported.values().entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining("\n"));
      String without =
          reported
              .outcomes()
              .filter(one -> !one.hasValue())
              .map(one ->
                  one.metric() + " " + one.outcome().word() + ": " + one.reason().orElseThrow())
              .collect(Collectors.joining("\n"));
      Golden.matches(FILE, "as of " + World.NOW + "\n\n" + values + "\n\n" + without + "\n");
    }
  }
}
