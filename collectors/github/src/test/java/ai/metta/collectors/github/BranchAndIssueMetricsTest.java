// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Facts.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Branches and issues, with numbers told by hand.
final class BranchAndIssueMetricsTest {

  @Test
  void aBranchLivesByItsTipOrByAnOpenPullRequest() {
    Facts facts =
        Facts.of()
            .with(
                new Branch("fresh", Optional.of(ago(1)), 0),
                new Branch("a month", Optional.of(ago(720)), 0),
                new Branch("older", Optional.of(ago(721)), 0),
                new Branch("older, under review", Optional.of(ago(9000)), 1),
                new Branch("leads to no commit", Optional.empty(), 0));
    assertThat(facts.value("branches.total")).isEqualTo(5);
    assertThat(facts.value("branches.active")).isEqualTo(3);
    assertThat(facts.value("branches.stale")).isEqualTo(2);
  }

  private static Issue issue(long number, double openedAgo, String... labels) {
    return new Issue(number, ago(openedAgo), Optional.empty(), List.of(labels));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "167.99, 1, 0", "168, 0, 0", "-0.01, 0, 1"})
  void anIssueIsClosedInTheWeekThatEndsNow(double hoursAgo, double closed, double open) {
    Facts facts = Facts.of().with(Change.of(issue(1, 999), "closed", Optional.of(ago(hoursAgo))));
    assertThat(facts.value("issues.closed_7d")).isEqualTo(closed);
    assertThat(facts.value("issues.open")).isEqualTo(open);
  }

  @Test
  void anIssueThatWasOpenedLaterWasNotOpenThen() {
    assertThat(Facts.of().with(issue(1, -1), issue(2, 1)).value("issues.open")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1440, 0", "1441, 1"})
  void anIssueIsStaleAfterSixtyDays(double openedAgo, double stale) {
    assertThat(Facts.of().with(issue(1, openedAgo)).value("issues.stale")).isEqualTo(stale);
  }

  @Test
  void aTrainingBugHasAllLabelsOfAnySet() {
    Facts facts =
        Facts.of()
            .with(
                issue(1, 1, "bug", "training", "p1"),
                issue(2, 1, "Training-Bug"),
                issue(3, 1, "bug"),
                issue(4, 1, "training"),
                Change.of(issue(5, 9, "training-bug"), "closed", Optional.of(ago(1))));
    assertThat(facts.value("issues.training_bugs")).isEqualTo(2);
    assertThat(
            Facts.under(Map.of("github.training_bug_labels", "model"))
                .with(issue(1, 1, "model"), issue(2, 1, "bug", "training"))
                .value("issues.training_bugs"))
        .isEqualTo(1);
  }

  /// One plus stands between two labels, two belong to one.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c++            | 2",
        "bug+c++        | 1",
        "bug + C++      | 1",
        "c++ + bug      | 1",
        "bug+p1+c++     | 1",
        "training + bug | 1",
        "bug            | 2",
        "c              | 0",
      })
  void labelsThatAreMeantTogetherStandAroundOnePlus(String labels, double bugs) {
    Facts facts =
        Facts.under(Map.of("github.training_bug_labels", labels))
            .with(
                issue(1, 1, "C++"),
                issue(2, 1, "bug", "c++", "p1"),
                issue(3, 1, "bug", "training"),
                issue(4, 1, "training"));
    assertThat(facts.value("issues.training_bugs")).isEqualTo(bugs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "bug+", "+bug", "bug, +", "bug + ", "", " , "})
  void aLabelThatIsNoneIsRefused(String labels) {
    assertThat(Facts.problems(Map.of("github.training_bug_labels", labels)))
        .singleElement()
        .asString()
        .contains("github.training_bug_labels", "one + stands between two");
  }
}
