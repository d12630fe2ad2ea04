// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Admission;
import ai.metta.access.http.Answer;
import ai.metta.access.http.Headers;
import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is known of the limit, and how long a refusal is waited for.
final class LimitsTest {
  private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  private static final Instant RESET = Instant.parse("2026-03-11T12:30:00Z");

  private final Limits limits = new Limits(InstantSource.fixed(NOW), 20, Instant.MAX);

  private static Headers told(long limit, long remaining, String resource) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-RateLimit-Limit", Long.toString(limit));
    headers.put("X-RateLimit-Remaining", Long.toString(remaining));
    headers.put("X-RateLimit-Reset", Long.toString(RESET.getEpochSecond()));
    if (!resource.isEmpty()) {
      headers.put("X-RateLimit-Resource", resource);
    }
    return new Headers(headers);
  }

  private Admission admission(Resource resource, long cost) {
    return limits.admission(limits.unplanned(), resource, () -> cost);
  }

  @ParameterizedTest
  @CsvSource({"5000, 3000", "1001, 1", "1000, 0", "10, 0"})
  void aFifthIsLeftToOthers(long remaining, long allowed) {
    limits.observe(Resource.CORE, told(5000, remaining, "core"));
    // Of 5,000, 1,000 are kept.
    assertThat(limits.allowance(Resource.CORE)).contains(Math.max(0, remaining - 1000));
    assertThat(limits.allowance(Resource.CORE).orElseThrow() > 0).isEqualTo(allowed > 0);
  }

  @Test
  void onlyTheReserveLeftIsARefusalOfOurOwn() {
    limits.observe(Resource.CORE, told(5000, 900, "core"));
    assertThatThrownBy(() -> admission(Resource.CORE, 1).admit())
        .isInstanceOfSatisfying(
            FailureException.class,
            refused ->
                assertThat(refused.failure())
                    .isEqualTo(
                        new Failure.RateLimit(
                            "github: 900 of 5000 REST requests are left until 2026-03-11T12:30:00Z,"
                                + " and 20 % are kept for others (github.reserve_percent)",
                            Optional.of(RESET))));
    admission(Resource.GRAPHQL, 1).admit();
  }

  @Test
  void anAnswerThatWasOvertakenGivesNothingBack() {
    limits.observe(Resource.CORE, told(5000, 2000, "core"));
    limits.observe(Resource.CORE, told(5000, 2004, "core"));
    assertThat(limits.allowance(Resource.CORE)).contains(1000L);
  }

  /// The reset of one period may be told a second sooner or later.
  @Test
  void anAnswerThatWasOvertakenGivesNothingBackWhereTheResetMoves() {
    limits.learn(Resource.CORE, 5000, 2000, RESET);
    limits.learn(Resource.CORE, 5000, 2004, RESET.plusSeconds(1));
    limits.learn(Resource.CORE, 5000, 2002, RESET.minusSeconds(2));
    assertThat(limits.allowance(Resource.CORE)).contains(1000L);
  }

  /// Somebody else's clock is two hours behind, as the reset is.
  @Test
  void aResetThatWasPastWhenItWasToldFillsNothing() {
    limits.learn(Resource.CORE, 5000, 1010, NOW.minusSeconds(7200));
    assertThat(limits.allowance(Resource.CORE)).contains(10L);
    limits.learn(Resource.CORE, 5000, 1009, NOW.minusSeconds(40));
    assertThat(limits.allowance(Resource.CORE)).contains(9L);
  }

  @Test
  void whereNobodySaysUntilWhenThatIsNotSaid() {
    limits.learn(Resource.CORE, 5000, 900, Instant.EPOCH);
    assertThatThrownBy(() -> admission(Resource.CORE, 1).admit())
        .hasMessageContaining("900 of 5000 REST requests are left, and 20 % are kept for others");
  }

  /// It was asked what may be asked, and answered with a page.
  @Test
  void whereTheLimitsAreNotToldTheFirstRequestAsksForAll() {
    limits.observe(Resource.CORE, Headers.NONE);
    limits.hearAnew();
    Admission first = admission(Resource.CORE, 1);
    assertThat(first.admit()).isTrue();
    assertThat(admission(Resource.CORE, 1).admit()).isFalse();
    first.ended(Optional.of(Headers.NONE));
    assertThat(admission(Resource.CORE, 1).admit()).isTrue();
  }

  /// Else each would wait for the one before it to give up.
  @Test
  void whereTheFirstIsNotAnsweredTheOthersGoTogether() {
    Admission first = admission(Resource.GRAPHQL, 1);
    assertThat(first.admit()).isTrue();
    first.ended(Optional.empty());
    assertThat(admission(Resource.GRAPHQL, 1).admit()).isTrue();
    assertThat(admission(Resource.GRAPHQL, 1).admit()).isTrue();
  }

  /// The limits were told of a user's pool, and requests draw on an Enterprise account's; or the
  /// other way round.
  @ParameterizedTest
  @CsvSource({
    "5000, 5000, 30000, 29995, 23995",
    "5000, 5000, 15000, 15000, 12000",
    "30000, 30000, 5000, 4995, 3995",
    "5000, 900, 30000, 29995, 23995"
  })
  void aPoolOfAnotherSizeIsAnotherPool(
      long limit, long remaining, long otherLimit, long otherRemaining, long toSpare) {
    limits.learn(Resource.CORE, limit, remaining, RESET);
    limits.observe(Resource.CORE, told(otherLimit, otherRemaining, "core"));
    assertThat(limits.allowance(Resource.CORE)).contains(toSpare);
  }

  /// Answers of several pools come in any order, and overtake one another.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsToSpareIsOfOnePoolAndTheLeastThatWasToldOfIt(long seed) {
    Random random = new Random(seed);
    long[] sizes = {5000, 15_000, 30_000};
    Map<Long, Long> least = new HashMap<>();
    for (int answer = 0; answer < 200; answer++) {
      long limit = sizes[random.nextInt(sizes.length)];
      long remaining = limit - random.nextLong(limit / 2);
      limits.observe(Resource.CORE, told(limit, remaining, "core"));
      least.merge(limit, remaining, Math::min);
      assertThat(limits.allowance(Resource.CORE)).contains(least.get(limit) - limit / 5);
    }
  }

  @Test
  void aNewHourGivesEverythingBack() {
    limits.observe(Resource.CORE, told(5000, 1000, "core"));
    limits.learn(Resource.CORE, 5000, 5000, RESET.plusSeconds(3600));
    assertThat(limits.allowance(Resource.CORE)).contains(4000L);
  }

  @Test
  void aPoolIsToldByItsNameElseByWhatWasAsked() {
    limits.observe(Resource.CORE, told(5000, 1500, "graphql"));
    limits.observe(Resource.CORE, told(30, 29, "search"));
    assertThat(limits.allowance(Resource.CORE)).isEmpty();
    assertThat(limits.allowance(Resource.GRAPHQL)).contains(500L);
    limits.observe(Resource.CORE, told(5000, 1600, ""));
    assertThat(limits.allowance(Resource.CORE)).contains(600L);
  }

  @Test
  void aServerWithoutLimitsHoldsNothingBack() {
    limits.observe(Resource.CORE, told(0, 0, "core"));
    limits.observe(Resource.GRAPHQL, Headers.NONE);
    admission(Resource.CORE, 1).admit();
    admission(Resource.GRAPHQL, 1).admit();
    assertThat(limits.allowance(Resource.CORE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|Retry-After=7||1|PT7S",
        "403|Retry-After=7||1|PT7S",
        "403|Retry-After=Wed, 11 Mar 2026 12:00:09 GMT||1|PT9S",
        "403|Retry-After=Wed, 11 Mar 2026 11:00:00 GMT||1|PT0S",
        "403|X-RateLimit-Remaining=0;X-RateLimit-Reset=1773230460||1|PT1M",
        "429|X-RateLimit-Remaining=0;X-RateLimit-Reset=1773230460||3|PT1M",
        "403||You have exceeded a secondary rate limit|1|PT1M",
        "403||You have exceeded a secondary rate limit|3|PT4M",
        "429|||2|PT2M",
        "429|Retry-After=soon||1|PT1M",
        "403||Resource not accessible by integration|1|",
        "403|X-RateLimit-Remaining=4999;X-RateLimit-Reset=1773230460||1|",
        "401||Bad credentials|1|",
        "503|Retry-After=7||1|",
        "403|X-RateLimit-Limit=0;X-RateLimit-Remaining=0;X-RateLimit-Reset=0|no permission|1|",
        "200|Retry-After=7|{\"errors\":[]}|1|PT7S",
        "200|Retry-After=7|{\"data\":{}}|1|",
        "200|X-RateLimit-Remaining=0;X-RateLimit-Reset=1773230460|{\"errors\":[{\"type\":\"RATE_LIMITED\"}]}|1|PT1M",
        "200|X-RateLimit-Remaining=0;X-RateLimit-Reset=1773230460|{\"errors\":[{\"type\":\"FORBIDDEN\"}]}|1|",
        "200|X-RateLimit-Remaining=9;X-RateLimit-Reset=1773230460|{\"errors\":[{\"type\":\"RATE_LIMITED\"}]}|1|",
        "200|X-RateLimit-Remaining=9|{\"data\":null,\"errors\":[{\"message\":\"You have exceeded a secondary rate limit\"}]}|1|PT1M",
        "200|X-RateLimit-Remaining=9|{\"data\":{\"title\":\"A secondary rate limit\"}}|1|",
        "200||{\"errors\":[]}|1|",
      })
  void aRefusalIsWaitedForAsLongAsGithubAsks(
      int status, String headers, String body, int tried, Duration wait) {
    Map<String, String> told = new HashMap<>();
    if (headers != null) {
      for (String header : headers.split(";", -1)) {
        told.put(
            header.substring(0, header.indexOf('=')), header.substring(header.indexOf('=') + 1));
      }
    }
    byte[] text = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
    assertThat(limits.patience(new Answer(status, new Headers(told), text), tried))
        .isEqualTo(Optional.ofNullable(wait));
  }

  /// It says in its own time when a limit ends; ours may be an hour ahead of it, or behind.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wed, 11 Mar 2026 11:00:00 GMT | 2026-03-11T11:30:00Z | 1800 | 0",
        "Wed, 11 Mar 2026 12:00:00 GMT | 2026-03-11T12:30:00Z | 1800 | 0",
        "Wed, 11 Mar 2026 13:00:00 GMT | 2026-03-11T13:30:00Z | 1800 | 0",
        "Wed, 11 Mar 2026 13:00:00 GMT | 2026-03-11T13:00:00Z | 0 | 4000",
        "yesterday | 2026-03-11T12:30:00Z | 1800 | 0",
        "Mon, 11 May 2026 13:00:00 GMT | 2026-03-11T12:30:00Z | 1800 | 0",
        "Wed, 11 Mar 2026 11:00:00 GMT | 2026-03-11T12:30:00Z | 1800 | 0"
      })
  void anHourEndsByGithubsClock(String date, Instant reset, long secondsLeft, long allowed) {
    Map<String, String> told = new HashMap<>();
    told.put("Date", date);
    told.put("X-RateLimit-Limit", "5000");
    told.put("X-RateLimit-Remaining", "0");
    told.put("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()));
    limits.observe(Resource.CORE, new Headers(told));
    assertThat(limits.allowance(Resource.CORE)).contains(allowed);
    assertThat(limits.patience(new Answer(403, new Headers(told), new byte[0]), 1))
        .contains(Duration.ofSeconds(secondsLeft));
  }

  @Test
  void whatIsClosedStaysClosedForItsFirstReason() {
    Failure first = new Failure.Credentials("revoked");
    limits.close(first);
    limits.close(new Failure.Credentials("something later"));
    assertThat(limits.isClosed()).isTrue();
    assertThatThrownBy(() -> admission(Resource.GRAPHQL, 1).admit()).hasMessage("revoked");
  }

  @Test
  void whatIsUnderWayIsNotToSpareAnyMore() {
    limits.learn(Resource.GRAPHQL, 100, 25, RESET);
    Admission query = admission(Resource.GRAPHQL, 3);
    query.admit();
    assertThat(limits.allowance(Resource.GRAPHQL)).contains(2L);
    assertThat(admission(Resource.GRAPHQL, 3).admit()).isFalse();
    query.ended(Optional.of(told(100, 22, "graphql")));
    assertThat(limits.allowance(Resource.GRAPHQL)).contains(2L);
  }

  /// Ten are to spare, of which six are planned for what matters more.
  @Test
  void whatIsPlannedForWhatMattersMoreIsNotTaken() {
    limits.learn(Resource.CORE, 100, 30, RESET);
    Share more = limits.plan(Cost.NONE, Cost.requests(6));
    Share less = limits.plan(Cost.NONE, Cost.requests(2));
    assertThat(limits.admission(less, Resource.CORE, () -> 4).admit()).isTrue();
    assertThat(limits.admission(less, Resource.CORE, () -> 1).admit()).isFalse();
    assertThat(limits.admission(more, Resource.CORE, () -> 6).admit()).isTrue();
  }

  /// Ten are to spare, all planned for what matters more, and never gets so far.
  @Test
  void oncePlansEndedWhoeverIsThereTakesWhatThereIsAndTheReserveStays() {
    Instant[] now = {NOW};
    Limits halfway = new Limits(() -> now[0], 20, NOW.plusSeconds(150));
    halfway.learn(Resource.CORE, 100, 30, RESET);
    Share more = halfway.plan(Cost.NONE, Cost.requests(10));
    Share less = halfway.plan(Cost.requests(1), Cost.requests(1));
    Admission request = halfway.admission(less, Resource.CORE, () -> 6);
    now[0] = NOW.plusSeconds(149);
    assertThat(less.mustWait()).isTrue();
    assertThat(request.admit()).isFalse();
    now[0] = NOW.plusSeconds(150);
    assertThat(less.mustWait()).isFalse();
    assertThat(request.admit()).isTrue();
    assertThat(more.outstanding(Resource.CORE)).isEqualTo(10);
    assertThat(request.admit()).as("six of ten are under way").isFalse();
    request.ended(Optional.of(told(100, 24, "core")));
    assertThatThrownBy(request::admit).hasMessageContaining("24 of 100");
  }

  /// By a clock that is a millisecond further on each time that somebody looks.
  @Test
  @Timeout(60)
  void whoeverWaitsForWhatIsPlannedForOthersWakesUpOncePlansEnd() throws InterruptedException {
    long[] looks = {0};
    Limits halfway = new Limits(() -> NOW.plusMillis(looks[0]++), 20, NOW.plusMillis(40));
    halfway.learn(Resource.CORE, 100, 30, RESET);
    Share _ = halfway.plan(Cost.NONE, Cost.requests(10));
    Share less = halfway.plan(Cost.requests(1), Cost.requests(1));
    Admission request = halfway.admission(less, Resource.CORE, () -> 1);
    assertThat(request.admit()).isFalse();
    request.await(Duration.ofMinutes(5));
    assertThat(request.admit()).isTrue();
    looks[0] = 0;
    assertThat(less.mustWait()).isTrue();
    less.begin("activity");
    assertThat(looks[0]).isGreaterThanOrEqualTo(40);
  }

  /// What it will have taken is known only once it was asked.
  @Test
  void whatAQueryIsGuessedToCostIsNoLeast() {
    limits.learn(Resource.GRAPHQL, 100, 22, RESET);
    Share share = limits.plan(Cost.points(1), Cost.points(1));
    assertThatThrownBy(limits.admission(share, Resource.GRAPHQL, guessed(3))::admit)
        .hasMessageEndingWith(
            " (github.reserve_percent); what was to be asked next was never asked before, and is"
                + " taken to cost 3");
    assertThat(share.lacked()).contains(Cost.points(1));
    assertThatThrownBy(limits.admission(share, Resource.GRAPHQL, () -> 3)::admit)
        .hasMessageEndingWith(" (github.reserve_percent)");
    assertThat(share.lacked()).contains(Cost.points(3));
  }

  private static Limits.Price guessed(long points) {
    return new Limits.Price() {
      @Override
      public long now() {
        return points;
      }

      @Override
      public boolean isGuess() {
        return true;
      }
    };
  }

  @Test
  void whatMattersMoreMayTakeBeyondItsPlanOfWhatMattersLess() {
    limits.learn(Resource.CORE, 100, 30, RESET);
    Share more = limits.plan(Cost.NONE, Cost.requests(2));
    Share _ = limits.plan(Cost.NONE, Cost.requests(8));
    assertThat(limits.admission(more, Resource.CORE, () -> 10).admit()).isTrue();
  }

  @Test
  void whatWasPlannedAndNotNeededIsForOthers() {
    limits.learn(Resource.CORE, 100, 30, RESET);
    Share more = limits.plan(Cost.NONE, Cost.requests(10));
    Admission less = limits.admission(limits.plan(Cost.NONE, Cost.NONE), Resource.CORE, () -> 1);
    assertThat(less.admit()).isFalse();
    more.spend(Cost.requests(9));
    limits.learn(Resource.CORE, 100, 22, RESET);
    assertThat(less.admit()).as("two are left, and one is planned").isTrue();
    assertThat(less.admit()).isFalse();
    more.end();
    assertThat(less.admit()).isTrue();
    less.ended(Optional.of(told(100, 20, "core")));
    less.ended(Optional.empty());
    assertThatThrownBy(less::admit).hasMessageContaining("20 of 100");
  }

  /// A page may turn out not to have changed, and a query to take less than was thought.
  @ParameterizedTest
  @EnumSource(Resource.class)
  void whatIsUnderWayMayComeFree(Resource resource) {
    limits.learn(resource, 100, 25, RESET);
    long[] price = {3};
    Admission first = limits.admission(limits.unplanned(), resource, () -> price[0]);
    Admission second = limits.admission(limits.unplanned(), resource, () -> price[0]);
    assertThat(first.admit()).isTrue();
    assertThat(second.admit()).isFalse();
    price[0] = 2;
    assertThat(second.admit()).as("two are left beside the three").isTrue();
    first.ended(Optional.of(told(100, 23, resource.name().toLowerCase(Locale.ROOT))));
    second.ended(Optional.empty());
    assertThat(limits.allowance(resource)).contains(3L);
    assertThatThrownBy(() -> admission(resource, 4).admit()).hasMessageContaining("23 of 100");
  }

  @ParameterizedTest
  @EnumSource(Resource.class)
  void ofAPoolThatNothingIsKnownOfOneAsksForAll(Resource resource) {
    Admission first = admission(resource, 1);
    assertThat(first.admit()).isTrue();
    assertThat(admission(resource, 1).admit()).isFalse();
    first.ended(Optional.of(Headers.NONE));
    assertThat(admission(resource, 1).admit()).isTrue();
    assertThat(admission(resource, 1).admit()).isTrue();
  }

  @Test
  void whatWasNotAnsweredIsNotUnderWayAnyMore() {
    limits.learn(Resource.GRAPHQL, 100, 25, RESET);
    Admission query = admission(Resource.GRAPHQL, 3);
    query.admit();
    query.ended(Optional.empty());
    assertThat(limits.allowance(Resource.GRAPHQL)).contains(5L);
  }

  @Test
  void aQueryIsThoughtToCostWhatItCostLast() {
    assertThat(limits.usualPoints("a")).isEmpty();
    limits.learnPoints("a", 7);
    assertThat(limits.usualPoints("a")).contains(7L);
  }

  @Test
  void afterItsResetAPoolIsFull() {
    limits.learn(Resource.CORE, 100, 0, NOW.minusSeconds(1));
    assertThat(limits.allowance(Resource.CORE)).contains(80L);
    limits.learn(Resource.CORE, 100, 0, NOW);
    assertThat(limits.allowance(Resource.CORE)).as("at the reset itself").contains(80L);
    limits.learn(Resource.CORE, 100, 0, Instant.EPOCH);
    assertThat(limits.allowance(Resource.CORE)).as("nothing says when").contains(0L);
  }
}
