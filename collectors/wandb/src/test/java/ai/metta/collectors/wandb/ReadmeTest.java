// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorReadme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReadmeTest extends CollectorReadme {
  @Override
  protected Collector<?> collector() {
    return new WandbCollector();
  }

  /// One bad moment is none: what is too low must be so at its highest, what is too high at its
  /// lowest.
  @Test
  void aMonitorWarnsOfWhatWasBadTheWholeTime() throws IOException {
    List<String> monitors;
    try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
      monitors = lines.filter(line -> line.matches("- `\\w+\\(last_.*")).toList();
    }

    assertThat(monitors)
        .isNotEmpty()
        .allMatch(line -> line.matches("- `max\\([^`]* < [^`]*`.*|- `min\\([^`]* > [^`]*`.*"));
  }
}
