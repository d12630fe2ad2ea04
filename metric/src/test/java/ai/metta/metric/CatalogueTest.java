// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static ai.metta.metric.Emission.emit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.TagKey.Overflow;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogueTest {
  private static final TagKey STATUS = TagKey.bounded("status", "open", "closed");

  private static Metric good(String name) {
    return Metric.gauge(name).noun("item").says("Items");
  }

  @Test
  void anAliasStandsForTheSmallestGroupThatHasItsKeys() {
    Metric jobs =
        good("shop.jobs")
            .taggedBy(STATUS, TagKey.bounded("fault", "ours", "theirs").sometimes())
            .taggedBy(STATUS, TagKey.bounded("timeframe", "7d"))
            .alias("shop.jobs.closed", "status:closed")
            .alias("shop.jobs.closed_7d", "status:closed", "timeframe:7d");
    assertThat(jobs.aliasesOf(Tags.parse(List.of("status:closed", "fault:ours"))))
        .extracting(Alias::name)
        .containsExactly("shop.jobs.closed");
    assertThat(jobs.aliasesOf(Tags.parse(List.of("status:closed", "timeframe:7d"))))
        .extracting(Alias::name)
        .containsExactly("shop.jobs.closed_7d");
    assertThat(jobs.groupOf(Tags.of("fault", "ours"))).isEmpty();
  }

  @Test
  void aTaggedAliasIsSharedByMetricsThatTellTheirSeriesApart() {
    Metric open = good("shop.carts.open").tagged("shop.carts", "status:open");
    Metric left = good("shop.carts.left").tagged("shop.carts", "status:left");
    assertThat(open.aliasesOf(Tags.none()))
        .extracting(Alias::text)
        .containsExactly("shop.carts{status:open}");
    assertThat(Catalogue.validated(Set.of("shop"), List.of(open, left))).hasSize(2);
  }

  @Test
  void aFailedPartOutweighsAnUnsupportedOne() {
    record Facts(Fetched<Integer> one, Fetched<Integer> other) {}
    Failure down = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
    Emission<Facts> emission =
        emit(good("shop.items"))
            .from(Facts::one)
            .and(Facts::other)
            .by((one, other, _) -> Outcome.value(one + other));
    Instant now = Instant.EPOCH;
    assertThat(emission.evaluate(new Facts(Fetched.known(1), Fetched.known(2)), now))
        .isEqualTo(Outcome.value(3));
    assertThat(emission.evaluate(new Facts(Fetched.unsupported("old"), Fetched.failed(down)), now))
        .isEqualTo(new Outcome.Failed(down));
    assertThat(emission.evaluate(new Facts(Fetched.unsupported("old"), Fetched.known(2)), now))
        .isEqualTo(new Outcome.Unsupported("old"));
  }

  @Test
  void aMistakeInOneFunctionIsAFailedOutcomeNotACrash() {
    record Facts(Fetched<Integer> one) {}
    Emission<Facts> emission =
        emit(good("shop.items")).from(Facts::one).value((one, _) -> List.of(1).get(one));
    Outcome outcome = emission.evaluate(new Facts(Fetched.known(1)), Instant.EPOCH);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).cause()).isInstanceOf(Failure.Bug.class);
  }

  @Test
  void aTallyHasItsDeclaredValuesFromTheStart() {
    Tally tally = Tally.by(STATUS.orUpTo(3, Overflow.DROP));
    tally.count("open");
    tally.count("lost");
    assertThat(tally.samples())
        .containsExactly(
            Sample.of("status", "open", 1),
            Sample.of("status", "closed", 0),
            Sample.of("status", "lost", 1));
  }

  @ParameterizedTest
  @CsvSource({
    // The worked points of the health specification.
    "0,0.7,0.5,0.714285714",
    "20000,50000,40000,0.666666667",
    "5,0,1,0.8",
    "5,0,2,0.6",
    "10,0,5,0.5",
    "10,3,5,0.714285714",
    "72,24,48,0.5",
    "50,0,20,0.6",
    "3,0,1,0.666666667",
    "0,1,0,0",
    "5,0,99,0",
    "5,0,-4,1"
  })
  void aFigureOfMeritIsOneClippedLine(double badAt, double goodAt, double raw, double expected) {
    assertThat(new Fom("area", "check", badAt, goodAt).of(raw)).isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"SUM, 7", "MAX, 4", "MIN, 1", "MEAN, 2.333333333"})
  void seriesCombineAsDeclared(Across across, double expected) {
    assertThat(across.combine(List.of(1.0, 4.0, 2.0)).orElseThrow())
        .isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Across.class)
  void ofNoSeriesThereIsNoNumberAndOneIsItself(Across across) {
    assertThat(across.combine(List.of())).isEmpty();
    assertThat(across.combine(List.of(3.0))).hasValue(3);
  }

  @Test
  void severalSeriesThatNeverCombineGiveNoNumber() {
    assertThat(Across.NEVER.combine(List.of(1.0, 1.0))).isEmpty();
  }
}
