// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Window;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is noted of a topic's cost, and what follows for the next run.
final class NotedCostsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);

  @TempDir private Path data;
  private Http http;
  private GithubApi api;
  private CostBook book;

  @BeforeEach
  void open() {
    Redactor redactor = new Redactor();
    http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            CLOCK,
            redactor,
            Optional.of(HttpCache.in(data, CLOCK)));
    api =
        new GithubApi(
            http,
            Endpoint.parse("http://127.0.0.1:1", redactor),
            URI.create("http://127.0.0.1:1/graphql"),
            GithubIdentity.Token.of(Secret.of(Collecting.TOKEN)),
            new Limits(CLOCK, 20, Instant.MAX),
            Patience.of(Duration.ofMinutes(5)));
    book = on(World.NOW);
  }

  private CostBook on(Instant day) {
    return new CostBook(api, DeploymentRule.none(), Window.ending(day, Lookback.DAYS_7));
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static Overview seen(String newestPull) {
    return BudgetTest.overview("a/b", newestPull);
  }

  private Cost of(Overview overview) {
    return book.of(overview, Topic.PULLS);
  }

  private Cost likely(Overview overview) {
    return book.likely(overview, Topic.PULLS);
  }

  /// What is thought of it is kept from those that matter less, and holds nobody back.
  @Test
  void whatWasNeverReadIsBegunWithWhateverThereIs() {
    Overview never = seen("2026-03-11T10:00:00Z");
    assertThat(of(never)).isEqualTo(Cost.points(1));
    assertThat(likely(never).of(Limits.Resource.GRAPHQL)).isGreaterThan(1);
    book.noteLeast(never, Topic.PULLS, Cost.points(3), Cost.points(1));
    assertThat(likely(never)).isEqualTo(Cost.points(8));
  }

  /// What was read is kept, so that two points are missing; after a change all of it is to be read.
  @Test
  void whatWasTooDearNeedsTheRestOrMoreThanItSpent() {
    Overview before = seen("2026-03-11T10:00:00Z");
    Overview after = seen("2026-03-11T11:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    assertThat(of(before)).isEqualTo(Cost.points(2));
    assertThat(of(after)).isEqualTo(Cost.points(32));
    assertThat(likely(before)).isEqualTo(Cost.points(64));
    assertThat(likely(after)).isEqualTo(Cost.points(64));
  }

  @Test
  void whatWasTooDearTwiceWhileNothingChangedCostsBoth() {
    Overview before = seen("2026-03-11T10:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    book.noteLeast(before, Topic.PULLS, Cost.points(4), Cost.points(1));
    assertThat(of(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(35));
    assertThat(of(before)).isEqualTo(Cost.points(1));
  }

  /// It was finished from pages that the run before had read.
  @Test
  void whatIsFinishedLaterCostsWhatBothSpent() {
    Overview before = seen("2026-03-11T10:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    book.note(before, Topic.PULLS, Cost.points(8));
    assertThat(of(before)).isEqualTo(Cost.NONE);
    assertThat(of(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(38));
    assertThat(likely(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(38));
  }

  @Test
  void whatIsReadAnewCostsWhatThatTook() {
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.PULLS, Cost.points(30), Cost.points(2));
    Overview after = seen("2026-03-11T11:00:00Z");
    book.note(after, Topic.PULLS, Cost.points(38));
    assertThat(of(seen("2026-03-11T12:00:00Z"))).isEqualTo(Cost.points(38));
  }

  /// What REST told is kept, or told again for nothing, whatever changed.
  @Test
  void whatIsKeptBeyondAChangeNeedsTheRestOnly() {
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.RUNS, Cost.requests(15), Cost.requests(1));
    Overview after = seen("2026-03-11T11:00:00Z");
    assertThat(book.of(after, Topic.RUNS)).isEqualTo(Cost.requests(1));
    assertThat(book.likely(after, Topic.RUNS)).isEqualTo(Cost.requests(32));
  }

  /// There may be less to read on another day.
  @Test
  void whatWasTooDearIsTriedAgainOnAnotherDay() {
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.PULLS, Cost.points(30), Cost.points(2));
    Overview after = seen("2026-03-11T11:00:00Z");
    assertThat(on(World.NOW.plus(Duration.ofDays(1))).of(after, Topic.PULLS))
        .isEqualTo(Cost.points(2));
  }

  /// Others used the limit up meanwhile: that says nothing of what reading it costs.
  @Test
  void whatIsKnownIsNotForgottenWhereNothingWasToSpare() {
    book.note(seen("2026-03-11T10:00:00Z"), Topic.WORKFLOWS, Cost.requests(24));
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.WORKFLOWS, Cost.NONE, Cost.requests(1));
    assertThat(book.of(seen("2026-03-11T11:00:00Z"), Topic.WORKFLOWS)).isEqualTo(Cost.requests(24));
  }

  /// Pages that did not change cost nothing, and are asked for all the same.
  @Test
  void whatCostNothingIsBegunWithNothingAndKeptOneRequest() {
    Overview seen = seen("2026-03-11T10:00:00Z");
    book.note(seen, Topic.WORKFLOWS, Cost.NONE);
    assertThat(book.of(seen, Topic.WORKFLOWS)).isEqualTo(Cost.NONE);
    assertThat(book.likely(seen, Topic.WORKFLOWS)).isEqualTo(Cost.requests(1));
    assertThat(book.likely(seen, Topic.DEPLOYMENTS)).as("nothing is asked").isEqualTo(Cost.NONE);
  }

  /// Whoever waited until nothing was left has learned nothing, also of what was too dear before.
  @Test
  void whatWasNotReadAtAllIsThoughtToCostWhatItDidBefore() {
    Overview after = seen("2026-03-11T11:00:00Z");
    book.noteLeast(after, Topic.FILES, Cost.NONE, Cost.requests(1));
    assertThat(book.likely(after, Topic.FILES)).as("twenty are guessed").isEqualTo(new Cost(20, 5));
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.FILES, Cost.requests(100), Cost.requests(1));
    book.noteLeast(after, Topic.FILES, Cost.NONE, Cost.requests(1));
    assertThat(book.likely(after, Topic.FILES)).isEqualTo(new Cost(202, 1));
  }

  /// Its first page was thought to be cheaper.
  @Test
  void whatDidNotBeginForWantOfMoreThanWasKnownIsKeptTwiceThat() {
    Overview seen = seen("2026-03-11T10:00:00Z");
    book.noteLeast(seen, Topic.COMMITS, Cost.NONE, Cost.points(9));
    assertThat(book.likely(seen, Topic.COMMITS)).isEqualTo(Cost.points(18));
  }

  @Test
  void whatCostMoreThanWasKnownIsForgotten() {
    book.note(seen("2026-03-11T10:00:00Z"), Topic.PULLS, Cost.points(24));
    book.noteLeast(seen("2026-03-11T11:00:00Z"), Topic.PULLS, Cost.points(30), Cost.points(2));
    assertThat(of(seen("2026-03-11T12:00:00Z"))).isEqualTo(Cost.points(32));
  }

  /// The first time it was much, and what was read then is kept.
  @Test
  void whatIsReadOnceEverIsBegunHoweverMuchItTookAtFirst() {
    book.note(seen("2026-03-11T10:00:00Z"), Topic.ATTEMPTS, Cost.requests(247));
    Overview after = seen("2026-03-11T11:00:00Z");
    assertThat(book.of(after, Topic.ATTEMPTS)).isEqualTo(Cost.requests(1));
    assertThat(book.likely(after, Topic.ATTEMPTS)).isEqualTo(Cost.requests(247));
  }

  /// Twenty are guessed.
  @Test
  void whatIsReadOnceEverIsBegunWithLessThanIsGuessed() {
    Overview seen = seen("2026-03-11T10:00:00Z");
    assertThat(book.of(seen, Topic.FILES)).isEqualTo(new Cost(1, 1));
    assertThat(book.likely(seen, Topic.FILES)).isEqualTo(new Cost(20, 5));
  }

  /// Its pages cost nothing as long as they are the same.
  @ParameterizedTest
  @EnumSource(names = {"RUNS", "TIMEOUTS"})
  void whatCostsNothingAgainIsBegunHoweverMuchItTookAtFirst(Topic topic) {
    book.note(seen("2026-03-11T10:00:00Z"), topic, Cost.requests(25));
    Overview after = seen("2026-03-11T11:00:00Z");
    assertThat(book.of(after, topic)).isEqualTo(Cost.requests(1));
    assertThat(book.likely(after, topic)).isEqualTo(Cost.requests(25));
  }

  /// The checks of merged pull requests are asked for after each change.
  @Test
  void rulesThatWereTooDearNeedMoreThanTheySpentAfterAChange() {
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.RULES, Cost.points(37), Cost.points(3));
    assertThat(book.of(seen("2026-03-11T11:00:00Z"), Topic.RULES)).isEqualTo(Cost.points(40));
  }

  /// Nothing of them is kept between runs.
  @Test
  void deploymentsOfAnEnvironmentAreReadAnewEachTime() {
    CostBook book =
        new CostBook(
            api, new DeploymentRule.Environment("prod"), Window.ending(World.NOW, Lookback.DAYS_7));
    Overview same = seen("2026-03-11T10:00:00Z");
    book.noteLeast(same, Topic.DEPLOYMENTS, Cost.points(120), Cost.points(3));
    assertThat(book.of(same, Topic.DEPLOYMENTS)).isEqualTo(Cost.points(123));
    book.noteLeast(same, Topic.DEPLOYMENTS, Cost.points(129), Cost.points(3));
    assertThat(book.of(same, Topic.DEPLOYMENTS)).isEqualTo(Cost.points(132));
    book.note(same, Topic.DEPLOYMENTS, Cost.points(150));
    assertThat(book.of(same, Topic.DEPLOYMENTS)).isEqualTo(Cost.points(150));
    book.note(same, Topic.DEPLOYMENTS, Cost.points(6));
    assertThat(book.of(same, Topic.DEPLOYMENTS)).isEqualTo(Cost.points(6));
  }

  @Test
  void whatFailsOtherwiseKeepsNoMoreThanItTakes() {
    Overview seen = seen("2026-03-11T10:00:00Z");
    book.noteLeast(seen, Topic.FILES, Cost.requests(45), Cost.requests(1));
    book.noteFailed(seen, Topic.FILES, Cost.requests(2));
    assertThat(book.of(seen, Topic.FILES)).isEqualTo(Cost.requests(2));
    assertThat(book.likely(seen, Topic.FILES)).isEqualTo(new Cost(2, 1));
  }

  /// A run of a week is not planned by what five weeks cost, nor the other way round.
  @Test
  void whatALongerTimeCostsIsNotedApart() {
    CostBook longer =
        new CostBook(
            api, DeploymentRule.none(), Window.ending(World.NOW, Lookback.DAYS_7.multipliedBy(5)));
    Overview seen = seen("2026-03-11T10:00:00Z");
    Cost guessed = of(seen);
    longer.note(seen, Topic.PULLS, Cost.points(700));
    assertThat(of(seen)).isEqualTo(guessed);
    assertThat(longer.of(seen("2026-03-11T11:00:00Z"), Topic.PULLS)).isEqualTo(Cost.points(700));
    assertThat(longer.likely(seen, Topic.RUNS)).isEqualTo(Cost.requests(5 * 15));
    assertThat(book.likely(seen, Topic.RUNS)).isEqualTo(Cost.requests(15));
  }
}
