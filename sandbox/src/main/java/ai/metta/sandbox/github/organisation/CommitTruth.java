// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is so of the default branch's commits, and of who made them.
record CommitTruth(Repository repository, Instant at, Tally tally) {
  private static final int SHOWN_AUTHORS = 10;

  void tell() {
    List<Commit> week = within(7);
    tally.put("github.commits.total_7d", week.size());
    tally.count("github.commits.hotfix", natured(week, Commit.Nature.HOTFIX));
    tally.count("github.commits.reverts", natured(week, Commit.Nature.REVERT));
    tally.count(
        "github.commits.direct_push_7d", week.stream().filter(commit -> commit.pull().isEmpty()));
    code(week.stream().filter(commit -> !commit.isMerge()).toList());
    people(week);
    // As far as it can be known: who bypassed a classic rule is in no record.
    tally.put(
        "github.commits.force_merge_7d",
        repository
            .guard()
            .filter(guard -> !guard.isRecorded())
            .map(guard -> PullTruth.againstTheRules(repository, at, guard))
            .orElseGet(
                () -> (double) pushes().filter(push -> push.rules() == Push.Rules.BYPASS).count()));
    tally.count(
        "github.commits.force_push_7d",
        pushes().filter(push -> push.kind() == Push.Kind.FORCE_PUSH));
  }

  private void code(List<Commit> commits) {
    long added = commits.stream().mapToLong(Commit::additions).sum();
    long deleted = commits.stream().mapToLong(Commit::deletions).sum();
    tally.put("github.code.lines_added_7d", added);
    tally.put("github.code.lines_deleted_7d", deleted);
    tally.put("github.code.churn_7d", added + deleted);
    tally.count(
        "github.code.files_changed_7d",
        commits.stream()
            .flatMap(commit -> commit.files().stream())
            .map(FileChange::path)
            .distinct());
  }

  private void people(List<Commit> week) {
    Map<String, Long> inWeek = perDeveloper(week);
    tally.put("github.developers.active_7d", inWeek.size());
    if (!inWeek.isEmpty()) {
      tally.put("github.commits.per_developer_7d", (double) week.size() / inWeek.size());
    }
    Map<String, Long> inMonth = perDeveloper(within(30));
    inMonth.values().stream()
        .max(Comparator.naturalOrder())
        .ifPresent(most -> tally.put("github.developers.top_contributor_commits", most));
    // Of those who made the same number, the first by name are shown.
    inMonth.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(SHOWN_AUTHORS)
        .forEach(entry ->
            tally.put(
                Series.of("github.commits.by_author_30d", "author", entry.getKey()),
                entry.getValue()));
  }

  private static Map<String, Long> perDeveloper(List<Commit> commits) {
    return commits.stream()
        .flatMap(commit -> commit.author().developer().stream())
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private static Stream<Commit> natured(List<Commit> commits, Commit.Nature nature) {
    return commits.stream().filter(commit -> commit.nature() == nature);
  }

  private List<Commit> within(int days) {
    Days window = Days.endingAt(at, days);
    return repository.commits().stream()
        .filter(commit -> commit.isOnDefaultAt(at))
        .filter(commit -> window.holds(commit.committed()))
        .toList();
  }

  private Stream<Push> pushes() {
    Days week = Days.endingAt(at, 7);
    return repository.pushes().stream()
        .filter(push -> repository.defaultBranch().filter(push.branch()::equals).isPresent())
        .filter(push -> week.holds(push.at()));
  }
}
