// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.access.json.Json;
import ai.metta.access.secret.Redactor;
import ai.metta.collect.Backfill;
import ai.metta.collect.PastAgreement;
import ai.metta.collect.Steps;
import ai.metta.metric.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thirty days of the commits of a real repository, filled in from one reading, against a count of
/// the same commits that knows nothing of the collector, and against a run of each of the days.
final class RealCommitsTest {
  private static final String END = "2025-11-01T00:00:00Z";
  private static final Steps DAYS =
      new Steps(Instant.parse("2025-10-03T00:00:00Z"), Instant.parse(END), Duration.ofDays(1));

  @TempDir private Path data;

  /// A commit as it was recorded.
  ///
  /// @param reverts whether its body says which commit it reverts
  private record Recorded(
      String sha,
      String author,
      Instant committed,
      String subject,
      long added,
      long deleted,
      boolean reverts) {
    boolean isHotfix() {
      return subject.matches("(?s).*\\bhot[- ]?fix\\b.*");
    }

    boolean isRevert() {
      return reverts || subject.startsWith("revert");
    }
  }

  @Test
  void aMonthOfDaysIsWhatTheRecordedCommitsComeTo() throws IOException {
    try (Judge judge = judge()) {
      Map<Instant, Backfill.Part> filled = agreement(judge).filled(DAYS);
      List<Recorded> commits = commits();
      Map<String, List<String>> files = files();
      assertThat(filled).hasSize(30);
      assertThat(commits).hasSize(356);
      filled.forEach((day, part) -> {
        Map<String, Double> told = new TreeMap<>();
        part.series().stream()
            .filter(series -> !series.tags().keys().contains("author"))
            .forEach(series ->
                told.merge(series.metric(), series.points().getFirst().value(), Double::sum));
        counted(commits, files, day)
            .forEach((metric, value) ->
                assertThat(told.get(metric))
                    .as("%s on %s", metric, day)
                    .isCloseTo(value, within(1e-9)));
      });
    }
  }

  @Test
  void eachDayIsWhatARunOfThatDaySays() throws IOException {
    try (Judge judge = judge()) {
      long compared = agreement(judge).at(DAYS, DAYS.all().toArray(Instant[]::new));
      assertThat(compared).isGreaterThan(30 * 40);
    }
  }

  private static Judge judge() throws IOException {
    return Judge.serving("--now", END, "--data-end", END);
  }

  private PastAgreement agreement(Judge judge) throws IOException {
    Collecting collecting = JudgeTest.collecting(judge, data);
    return new PastAgreement(
        new GithubCollector(), collecting.conditions(new Redactor()), collecting.plan());
  }

  /// The same figures, straight from the record.
  private static Map<String, Double> counted(
      List<Recorded> all, Map<String, List<String>> files, Instant day) {
    List<Recorded> week = new ArrayList<>();
    Map<String, Integer> month = new HashMap<>();
    for (Recorded commit : all) {
      long age = day.getEpochSecond() - commit.committed().getEpochSecond();
      if (age >= 0 && age < 7 * 86_400) {
        week.add(commit);
      }
      if (age >= 0 && age < 30 * 86_400) {
        month.merge(commit.author(), 1, Integer::sum);
      }
    }
    Set<String> authors = new HashSet<>();
    Set<String> paths = new HashSet<>();
    double added = 0;
    double deleted = 0;
    double hotfixes = 0;
    double reverts = 0;
    for (Recorded commit : week) {
      authors.add(commit.author());
      paths.addAll(files.getOrDefault(commit.sha(), List.of()));
      added += commit.added();
      deleted += commit.deleted();
      hotfixes += commit.isHotfix() ? 1 : 0;
      reverts += commit.isRevert() ? 1 : 0;
    }
    Map<String, Double> counted = new TreeMap<>();
    counted.put("github.commits.total_7d", (double) week.size());
    counted.put("github.developers.active_7d", (double) authors.size());
    counted.put("github.commits.per_developer_7d", (double) week.size() / authors.size());
    counted.put("github.code.lines_added_7d", added);
    counted.put("github.code.lines_deleted_7d", deleted);
    counted.put("github.code.churn_7d", added + deleted);
    counted.put("github.code.files_changed_7d", (double) paths.size());
    counted.put("github.commits.hotfix", hotfixes);
    counted.put("github.commits.reverts", reverts);
    counted.put(
        "github.developers.top_contributor_commits",
        (double) month.values().stream().mapToInt(Integer::intValue).max().orElseThrow());
    return counted;
  }

  private static Stream<Json> lines(String file) throws IOException {
    Path path = Shared.folder("no commits").resolve("data/github").resolve(file);
    return Files.readAllLines(path).stream()
        .map(line -> GithubApi.parsed(file, line.getBytes(StandardCharsets.UTF_8), _ -> true));
  }

  private static List<Recorded> commits() throws IOException {
    return lines("metta-commits.jsonl").map(RealCommitsTest::commit).toList();
  }

  private static Recorded commit(Json line) {
    return new Recorded(
        line.at("sha").required(Json::text),
        line.at("author").required(Json::text),
        line.at("committed").required(Json::time),
        line.at("subject").required(Json::text).toLowerCase(Locale.ROOT),
        line.at("additions").required(Json::whole),
        line.at("deletions").required(Json::whole),
        line.at("body_words").items().stream()
            .flatMap(word -> word.text().stream())
            .anyMatch("this reverts commit"::equals));
  }

  private static Map<String, List<String>> files() throws IOException {
    Map<String, List<String>> files = new HashMap<>();
    lines("metta-commit-files.jsonl")
        .forEach(line ->
            files.put(
                line.at("sha").required(Json::text),
                line.at("files").items().stream()
                    .flatMap(file -> Optional.of(file.items().getFirst()).stream())
                    .flatMap(path -> path.text().stream())
                    .toList()));
    return files;
  }
}
