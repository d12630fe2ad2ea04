// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.github.organisation.PullRequest.Beginning;
import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import ai.metta.sandbox.truth.Days;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The story: that it holds what collectors stumble over, and goes on without changing its past.
final class OrganisationTest {
  private static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");

  private static Repository arena(long seed, Instant around) {
    return Organisation.of(seed, around).repository("metta-sandbox", "arena").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void thereIsSomeOfEverything(long seed) {
    Repository arena = arena(seed, NOW);
    Days month = Days.endingAt(NOW, 30);
    List<PullRequest> pulls =
        arena.pulls().stream().filter(pull -> month.holds(pull.opened())).toList();
    Map<String, Boolean> found = new TreeMap<>();
    found.put("deleted account", pulls.stream().anyMatch(pull -> pull.author().isEmpty()));
    found.put(
        "bot", pulls.stream().anyMatch(pull -> pull.author().filter(Account::isBot).isPresent()));
    found.put("draft", pulls.stream().anyMatch(pull -> pull.beginning() == Beginning.DRAFT));
    found.put("fork", pulls.stream().anyMatch(pull -> pull.origin() == Origin.FORK));
    found.put("stack", pulls.stream().anyMatch(pull -> !pull.base().equals("main")));
    found.put("hotfix", pulls.stream().anyMatch(pull -> pull.labels().contains("hotfix")));
    found.put(
        "pending review",
        pulls.stream()
            .flatMap(pull -> pull.reviews().stream())
            .anyMatch(review -> review.submitted().isEmpty()));
    List<Commit> commits =
        arena.commits().stream().filter(commit -> month.holds(commit.committed())).toList();
    found.put("merge", commits.stream().anyMatch(Commit::isMerge));
    found.put(
        "squash",
        commits.stream().anyMatch(commit -> commit.pull().isPresent() && !commit.isMerge()));
    found.put("direct push", commits.stream().anyMatch(commit -> commit.pull().isEmpty()));
    found.put(
        "revert by subject",
        commits.stream().anyMatch(commit -> commit.subject().startsWith("Revert \"")));
    found.put(
        "revert by body",
        commits.stream()
            .anyMatch(commit ->
                commit.nature() == Commit.Nature.REVERT
                    && !commit.subject().toLowerCase(Locale.ROOT).contains("revert")));
    found.put(
        "mere mention",
        commits.stream()
            .anyMatch(commit ->
                commit.nature() == Commit.Nature.ORDINARY && commit.body().contains("revert")));
    found.put(
        "stale branch",
        arena.branches().stream()
            .anyMatch(branch -> branch.existsAt(NOW) && branch.name().startsWith("try/")));
    found.put(
        "training bug",
        arena.issues().stream().anyMatch(issue -> issue.labels().contains("training-bug")));
    found.put(
        "failed deployment",
        arena.deployments().stream()
            .flatMap(one -> one.statuses().stream())
            .anyMatch(status -> status.state().equals("FAILURE")));
    for (String conclusion : List.of("success", "failure", "cancelled", "timed_out", "skipped")) {
      found.put(
          conclusion,
          arena.runs().stream()
              .anyMatch(run -> run.conclusionAt(NOW).filter(conclusion::equals).isPresent()));
    }
    found.put("another attempt", arena.runs().stream().anyMatch(run -> run.attempts().size() > 1));
    assertThat(found).as("seed %d", seed).doesNotContainValue(false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void livesAreInOrder(long seed) {
    for (Repository repository : Organisation.of(seed, NOW).repositories()) {
      assertThat(repository.pulls())
          .as("seed %d", seed)
          .allSatisfy(pull -> {
            pull.closed().ifPresent(closed -> assertThat(closed).isAfterOrEqualTo(pull.opened()));
            pull.readied().ifPresent(ready -> assertThat(ready).isAfterOrEqualTo(pull.opened()));
            assertThat(pull.files()).extracting(FileChange::path).doesNotHaveDuplicates();
          });
      assertThat(repository.commits()).extracting(Commit::oid).doesNotHaveDuplicates();
      assertThat(repository.runs()).extracting(WorkflowRun::id).doesNotHaveDuplicates();
      assertThat(
              Stream.concat(
                  repository.pulls().stream().map(PullRequest::number),
                  repository.issues().stream().map(Issue::number)))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theSameDayTellsTheSameStory() {
    assertThat(arena(4, NOW)).isEqualTo(arena(4, NOW.truncatedTo(ChronoUnit.DAYS)));
    assertThat(arena(4, NOW)).isNotEqualTo(arena(5, NOW));
  }
}
