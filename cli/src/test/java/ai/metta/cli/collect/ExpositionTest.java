// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `collect -o prom` against the grammar of Prometheus' text format, version 0.0.4, by which a name
/// is announced once, its samples follow at once, and none comes twice.
final class ExpositionTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (gauge|untyped)");
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) [^\\n]+");
  private static final String PAIR = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(?:%s(?:,%s)*)?\\}) (\\S+) (-?\\d+)"
              .formatted(PAIR, PAIR));

  @TempDir private Path folder;

  @Test
  void everyLineIsOfTheFormat() {
    Ended ended;
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 200), THEN))) {
      ended =
          Console.in(folder)
              .at(THEN)
              .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
              .with("DD_TAGS", "owner:a\\b,note:\"quoted\",team:one,team:two")
              .run("datadog", "collect", "skypilot", "-o", "prom");
    }
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .endsWith("\n")
        .contains("source=\"skypilot-collector\"", "team=\"one,two\"")
        .contains("# TYPE skypilot_jobs gauge", "# HELP skypilot_jobs ");
    Set<String> announced = new HashSet<>();
    Set<String> seen = new HashSet<>();
    String current = "";
    String described = "";
    for (String line : ended.out().lines().toList()) {
      Matcher help = HELP.matcher(line);
      if (help.matches()) {
        described = help.group(1);
        continue;
      }
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        current = type.group(1);
        assertThat(described).as("what %s means", current).isEqualTo(current);
        assertThat(announced.add(current)).as("%s is announced once", current).isTrue();
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      assertThat(sample.group(2)).as(line).isEqualTo(current);
      assertThat(seen.add(sample.group(1))).as("once: %s", line).isTrue();
      assertThat(Pattern.compile("[{,]([a-zA-Z0-9_]+)=\"").matcher(sample.group(1)).results())
          .extracting(label -> label.group(1))
          .as("each label once: %s", line)
          .doesNotHaveDuplicates();
      assertThat(Double.parseDouble(sample.group(3))).as(line).isFinite();
      assertThat(Long.parseLong(sample.group(4)))
          .isEqualTo(Instant.parse("2026-01-02T03:04:00Z").toEpochMilli());
    }
    assertThat(seen).hasSizeGreaterThan(announced.size());
  }
}
