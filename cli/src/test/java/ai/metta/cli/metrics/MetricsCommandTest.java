// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.screen.Screen;
import ai.metta.collect.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsCommandTest {
  @TempDir private Path folder;

  /// A terminal breaks a line that is too long wherever it ends, and leaves its comma alone.
  @ParameterizedTest
  @ValueSource(ints = {30, 40, 80})
  void onlyAWordThatIsLongByItselfIsLongerThanTheScreen(int columns) {
    Console console = Console.in(folder).on(new Screen(Set.of(), columns, Set.of()));
    List<String> names =
        MetricRow.all(Registry.load()).stream().map(row -> row.metric().name()).toList();

    for (String name : names) {
      assertThat(console.run("datadog", "metrics", "describe", name).out().lines())
          .as("%s at %s columns", name, columns)
          .isNotEmpty()
          .allMatch(line -> line.length() <= columns || line.matches(" *[^ ]+[^ |]"));
    }
  }
}
