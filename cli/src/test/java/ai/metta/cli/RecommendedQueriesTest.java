// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.collect.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the collectors' READMEs recommend to ask and to watch is over metrics and tags that there
/// are, and says nothing that Datadog would refuse.
final class RecommendedQueriesTest {
  private static final Path ROOT = Path.of(System.getProperty("metta.root"));
  private static final Pattern QUERY = Pattern.compile("(?m)^\\| [^|]+ \\| `([^`]+)` \\|$");
  private static final Pattern MONITOR = Pattern.compile("(?m)^- `([^`]+)`: ");
  private static final Pattern ASKED =
      Pattern.compile("[a-z]+:([a-z0-9_.]+)\\{([^}]*)}(?: by \\{([^}]*)})?");
  private static final Pattern SCOPED = Pattern.compile("([a-z_]+):");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("collectors")
  void everyCollectorRecommendsWhatCanBeAsked(String collector) throws IOException {
    String readme = Files.readString(readme(collector));
    List<String> queries = found(QUERY, section(readme, "Queries worth having"));
    List<String> monitors = found(MONITOR, section(readme, "Monitors worth having"));
    assertThat(queries).hasSizeGreaterThan(2);
    assertThat(monitors).hasSizeGreaterThan(1);
    List<String> arguments = new ArrayList<>(List.of("datadog", "query", "--check"));
    for (String query : queries) {
      arguments.add(
          document(
              arguments.size(),
              """
              {"widgets":[{"definition":{"type":"timeseries","requests":[{"q":"%s"}]}}]}
              """
                  .formatted(query)));
    }
    for (String monitor : monitors) {
      arguments.add(
          document(
              arguments.size(),
              """
              {"type":"query alert","name":"one","query":"%s"}
              """
                  .formatted(monitor)));
    }
    Ended ended = Console.in(folder).run(arguments.toArray(String[]::new));
    assertThat(ended.err())
        .as(ended.all())
        .endsWith(" 0 errors, 0 warnings, 0 notes\n")
        .startsWith("%d files".formatted(queries.size() + monitors.size()));
  }

  /// Datadog takes any tag key, since others may have set it; those of ours are known.
  @ParameterizedTest
  @MethodSource("collectors")
  void everyTagIsOneThatTheMetricHas(String collector) throws IOException {
    String readme = Files.readString(readme(collector));
    String recommended =
        section(readme, "Queries worth having") + section(readme, "Monitors worth having");
    List<MetricRow> known = MetricRow.all(Registry.load());
    List<MatchResult> asked = ASKED.matcher(recommended).results().toList();
    assertThat(asked).hasSizeGreaterThan(4);
    for (MatchResult one : asked) {
      MetricRow row =
          known.stream()
              .filter(each -> each.metric().name().equals(one.group(1)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no metric " + one.group(1)));
      List<String> keys = new ArrayList<>(found(SCOPED, one.group(2)));
      if (one.group(3) != null) {
        keys.addAll(List.of(one.group(3).split(",")));
      }
      assertThat((List<?>) row.json().get("tags"))
          .as(one.group())
          .extracting(String::valueOf)
          .containsAll(keys);
    }
  }

  /// Of the room that the collector is in: most have one of its name.
  private static Path readme(String collector) {
    String room =
        Registry.load()
            .find(collector)
            .orElseThrow()
            .getClass()
            .getPackageName()
            .replaceAll(".*\\.", "");
    return ROOT.resolve("collectors").resolve(room).resolve("README.md");
  }

  static List<String> collectors() {
    return Registry.load().names();
  }

  private String document(int number, String text) throws IOException {
    return Files.writeString(folder.resolve(number + ".json"), text).toString();
  }

  private static String section(String readme, String title) {
    String[] parts = readme.split("(?m)^## " + title + "$", -1);
    assertThat(parts).as("\"## %s\" stands in it once", title).hasSize(2);
    return parts[1].split("(?m)^## ", -1)[0];
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
