// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Run.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every figure is that of a program that was not written with this one.
final class JudgeTest {
  static final String GOLDEN = "2025-10-23T18:40:00Z";

  /// What the judge calls otherwise.
  private static final Map<String, String> NAMES =
      Map.of(
          "prs.cycle_time_hours.avg", "prs.cycle_time_hours",
          "prs.cycle_time_hours.p50", "prs.cycle_time_p50_hours",
          "prs.cycle_time_hours.p90", "prs.cycle_time_p90_hours",
          "ci.cancelled", "ci.cancelled_7d",
          "ci.timed_out", "ci.timeout_cancellations_7d",
          "force_merge_7d", "commits.force_merge_7d");

  @TempDir Path data;

  @Test
  void theRecordedWeekHasTheFiguresThatProductionReported() throws IOException {
    try (Judge judge = Judge.serving("--now", GOLDEN, "--data-end", GOLDEN)) {
      Reported reported = collecting(judge).run();
      assertThat(reported.value("github.commits.total_7d")).isEqualTo(84);
      assertThat(reported.value("github.developers.active_7d")).isEqualTo(18);
      assertThat(reported.value("github.code.lines_added_7d")).isEqualTo(82_069);
      assertThat(reported.value("github.code.lines_deleted_7d")).isEqualTo(41_634);
      assertThat(reported.value("github.code.files_changed_7d")).isEqualTo(1_052);
      assertThat(reported.value("github.commits.hotfix")).isZero();
      assertThat(reported.value("github.commits.reverts")).isZero();
      agree(reported, judge.truth());
    }
  }

  @Test
  void aBusyWeekIsCountedWholeAndCheaply() throws IOException {
    Path schema = GithubSchema.real().introspection(data.resolve("schema.json"));
    try (Judge judge =
        Judge.serving(
            ("--commits 500 --prs 300 --runs 2000 --branches 1159"
                    + " --data-end 2025-11-01T00:00:00Z --schema "
                    + schema)
                .split(" "))) {
      Reported cold = collecting(judge).run();
      agree(cold, judge.truth());
      assertThat(cold.value("github.ci.workflow_runs_7d")).isEqualTo(2_000);
      assertThat(requests(judge) - onceEver(judge)).isLessThanOrEqualTo(80);
      judge.reset();
      Reported again = collecting(judge).run();
      assertThat(again.values()).isEqualTo(cold.values());
      assertThat(requests(judge) - judge.counts().get("not_modified")).isLessThanOrEqualTo(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"2025-10-15T00:00:00Z, 3", "2025-11-01T00:00:00Z, 4"})
  void otherWeeksAgreeToo(String end, String seed) throws IOException {
    try (Judge judge = Judge.serving("--now", end, "--data-end", end, "--seed", seed)) {
      agree(collecting(judge).run(), judge.truth());
    }
  }

  static Collecting collecting(Judge judge, Path data) throws IOException {
    return Collecting.at(judge.now()).from(judge.endpoint()).of("acme/metta").keeping(data);
  }

  private Collecting collecting(Judge judge) throws IOException {
    return collecting(judge, data);
  }

  private static void agree(Reported reported, Map<String, Double> truth) {
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(truth).hasSizeGreaterThan(20);
    truth.forEach((name, figure) -> {
      String metric = "github." + NAMES.getOrDefault(name, name);
      switch (name) {
        case "ci.reruns", "ci.flaky_checks_7d.reruns_only" -> {
          // No metric of ours.
        }
        case "branches.total" ->
            assertThat(reported.value(metric) + 1).as(metric).isEqualTo(figure);
        default -> assertThat(reported.value(metric)).as(metric).isCloseTo(figure, within(1e-9));
      }
    });
  }

  private static double requests(Judge judge) throws IOException {
    return judge.counts().get("requests");
  }

  /// Finished attempts and the files of commits.
  private static double onceEver(Judge judge) throws IOException {
    Map<String, Double> counts = judge.counts();
    return counts.getOrDefault("/actions/runs/:n/attempts/:n", 0.0)
        + counts.getOrDefault("/commits/:sha", 0.0);
  }
}
