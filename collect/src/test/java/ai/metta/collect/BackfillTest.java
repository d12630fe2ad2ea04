// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.metta.collect.Backfill.Result;
import ai.metta.collect.Backfill.Step;
import ai.metta.collect.Backfill.Task;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Scripted.Facts;
import ai.metta.metric.Emission;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Orientation;
import ai.metta.metric.Point;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackfillTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Failure DOWN = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);

  private final List<Step> told = new ArrayList<>();
  private final List<Long> announced = new ArrayList<>();

  /// What a value is at an instant: its left part, and how many hours the instant is after 1970.
  private static double at(double left, Instant asOf) {
    return left + Duration.between(Instant.EPOCH, asOf).toHours();
  }

  private static Emission<Facts> left(String name) {
    return Emission.emit(Scripted.gauge(name + ".left").history(History.DERIVABLE))
        .from(Facts::left)
        .value(BackfillTest::at);
  }

  private static Emission<Facts> right(String name) {
    return Emission.emit(Scripted.gauge(name + ".right").history(History.DERIVABLE))
        .from(Facts::right)
        .value(BackfillTest::at);
  }

  /// Of the present only: whoever evaluates it for the past makes a number up.
  private static Emission<Facts> now(String name) {
    return Emission.emit(Scripted.gauge(name + ".now"))
        .from(Facts::right)
        .value((_, _) -> {
          throw new AssertionError("evaluated for the past");
        });
  }

  private static Scripted derivable(String name) {
    return Scripted.named(name).emitting(List.of(left(name), right(name)));
  }

  private static Steps hours(int count) {
    return new Steps(Scripted.AS_OF.minus(HOUR.multipliedBy(count - 1L)), Scripted.AS_OF, HOUR);
  }

  private List<Result> run(Backfill backfill, Task... tasks) {
    return run(backfill, Scripted.plan(), tasks);
  }

  private List<Result> run(Conditions conditions, Plan plan, Task... tasks) {
    return run(new Backfill(conditions), plan, tasks);
  }

  private List<Result> run(Backfill backfill, Plan plan, Task... tasks) {
    return backfill.run(
        List.of(tasks),
        plan,
        new Backfill.Listener() {
          @Override
          public void fetched(long steps) {
            announced.add(steps);
          }

          @Override
          public void came(Step step) {
            told.add(step);
          }
        });
  }

  private List<Result> run(Task... tasks) {
    return run(Scripted.conditions(), Scripted.plan(), tasks);
  }

  private List<Series> series() {
    return told.stream()
        .flatMap(step -> step.parts().stream())
        .flatMap(part -> part.series().stream())
        .toList();
  }

  @Test
  void everyMetricIsEvaluatedAtEveryStepOfOneReading() {
    AtomicInteger fetched = new AtomicInteger();
    Scripted collector =
        derivable("one")
            .fetching(fetch -> {
              fetched.incrementAndGet();
              return Scripted.inParts(fetch);
            });
    Result result = run(new Task(collector, hours(48))).getFirst();
    assertThat(fetched).hasValue(1);
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.missing()).isZero();
    assertThat(result.metrics()).containsExactly("one.left", "one.right");
    assertThat(announced).containsExactly(48L);
    assertThat(told).extracting(Step::at).containsExactlyElementsOf(hours(48).all().toList());
    assertThat(series())
        .hasSize(96)
        .allSatisfy(series -> {
          assertThat(series.tags().contains(Tags.of("source", "one-collector"))).isTrue();
          assertThat(series.tags().contains(Tags.of("env", "test"))).isTrue();
          Point point = series.points().getFirst();
          double part = series.metric().equals("one.left") ? 1 : 2;
          assertThat(point.value()).isEqualTo(at(part, point.at()));
        });
  }

  @Test
  void theReadingReachesBackAsFarAsTheFirstStepLooks() {
    AtomicReference<Instant> asOf = new AtomicReference<>();
    Scripted collector =
        derivable("one")
            .fetching(fetch -> {
              asOf.set(fetch.asOf());
              return Scripted.inParts(fetch);
            });
    Windowed windowed = new Windowed(collector);
    run(new Task(windowed, hours(25)));
    assertThat(asOf).hasValue(Scripted.AS_OF);
    assertThat(windowed.from.get())
        .isEqualTo(Scripted.AS_OF.minus(Duration.ofDays(1)).minus(Duration.ofDays(7)));
    assertThat(windowed.until.get()).isEqualTo(Scripted.AS_OF);
  }

  @Test
  void whatIsKnownOfThePresentOnlyIsNamedAndNeverMadeUp() {
    Scripted collector =
        Scripted.named("one").emitting(List.of(left("one"), now("one"), right("one")));
    Result result = run(new Task(collector, hours(3))).getFirst();
    assertThat(result.nowOnly()).containsExactly("one.now");
    assertThat(result.metrics()).containsExactly("one.left", "one.right");
    assertThat(series()).extracting(Series::metric).doesNotContain("one.now").hasSize(6);
    assertThat(told.stream().flatMap(step -> step.parts().stream()))
        .allMatch(
            part -> part.outcomes().stream().noneMatch(one -> one.metric().equals("one.now")));
  }

  @Test
  void aServiceThatKnowsThePresentOnlyIsNotAskedAtAll() {
    Scripted collector =
        Scripted.named("one")
            .emitting(List.of(now("one")))
            .fetching(_ -> {
              throw new AssertionError("asked");
            });
    Result result = run(new Task(collector, hours(3))).getFirst();
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.nowOnly()).containsExactly("one.now");
    assertThat(result.missing()).isZero();
    assertThat(told).isEmpty();
    assertThat(announced).containsExactly(0L);
  }

  @Test
  void onlyWhatIsWantedIsEvaluated() {
    Scripted collector =
        Scripted.named("one").emitting(List.of(left("one"), now("one"), right("one")));
    Result result =
        run(
                Scripted.conditions(),
                Scripted.plan().only(name -> name.equals("one.right")),
                new Task(collector, hours(2)))
            .getFirst();
    assertThat(result.metrics()).containsExactly("one.right");
    assertThat(result.nowOnly()).isEmpty();
    assertThat(series()).extracting(Series::metric).containsOnly("one.right").hasSize(2);
  }

  @Test
  void eventsAndWhatARunSaysOfItselfHaveNoPast() {
    Scripted collector =
        derivable("one")
            .declaring(() ->
                Scripted.catalogue("one", List.of(left("one")))
                    .telling(
                        Occurrences.of(
                            Facts::left, (_, _) -> List.<Event>of(eventThatNobodyAskedFor()))));
    assertThat(run(new Task(collector, hours(2))).getFirst().status()).isEqualTo(Status.OK);
    assertThat(series()).extracting(Series::metric).containsOnly("one.left");
  }

  private static Event eventThatNobodyAskedFor() {
    throw new AssertionError("told");
  }

  @Test
  void aPartThatCouldNotBeReadCostsItsMetricsAtEveryStep() {
    Scripted collector =
        derivable("one")
            .fetching(
                _ -> Map.of(Scope.all(), new Facts(Fetched.failed(DOWN), Fetched.known(2.0))));
    Result result = run(new Task(collector, hours(4))).getFirst();
    assertThat(result.status()).isEqualTo(Status.PARTIAL);
    assertThat(result.reason()).isEmpty();
    assertThat(series()).extracting(Series::metric).containsOnly("one.right").hasSize(4);
    assertThat(told.stream().flatMap(step -> step.parts().stream()))
        .hasSize(4)
        .noneMatch(Backfill.Part::isWhole);
  }

  @Test
  void aCollectorOfWhichEverythingFailsSaysWhy() {
    Scripted collector =
        derivable("one")
            .fetching(
                _ -> Map.of(Scope.all(), new Facts(Fetched.failed(DOWN), Fetched.failed(DOWN))));
    Result result = run(new Task(collector, hours(4))).getFirst();
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.reason()).contains(DOWN);
  }

  @Test
  void oneThatCannotBeReadCostsTheOthersNothing() {
    Scripted broken =
        derivable("broken")
            .fetching(_ -> {
              throw new FailureException(DOWN);
            });
    Scripted unset =
        derivable("unset")
            .fetching(_ -> {
              throw new NotConfiguredException(new Failure.Configuration("set it up"));
            });
    Scripted undeclared =
        derivable("undeclared")
            .declaring(() -> {
              throw new IllegalStateException("no catalogue");
            });
    List<Result> results =
        run(
            new Task(broken, hours(3)),
            new Task(unset, hours(3)),
            new Task(undeclared, hours(3)),
            new Task(derivable("fine"), hours(3)));
    assertThat(results)
        .extracting(Result::collector)
        .containsExactly("broken", "unset", "undeclared", "fine");
    assertThat(results)
        .extracting(Result::status)
        .containsExactly(Status.FAILED, Status.NOT_CONFIGURED, Status.FAILED, Status.OK);
    assertThat(results).extracting(Result::missing).containsExactly(3L, 3L, 3L, 0L);
    assertThat(results.getFirst().reason()).contains(DOWN);
    assertThat(results.get(2).reason().orElseThrow()).isInstanceOf(Failure.Bug.class);
    assertThat(told)
        .hasSize(3)
        .allSatisfy(step ->
            assertThat(step.parts()).extracting(Backfill.Part::collector).containsOnly("fine"));
  }

  @Test
  void aReadingThatHangsIsEndedWithItsDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    Scripted hung =
        derivable("hung")
            .fetching(_ -> {
              while (never.getCount() > 0) {
                LockSupport.park(never);
              }
              return Map.of();
            });
    try {
      List<Result> results =
          run(
              Scripted.conditions(Scripted.ticking()),
              Scripted.plan().within(Duration.ofSeconds(1)),
              new Task(hung, hours(3)));
      assertThat(results.getFirst().reason().orElseThrow().message())
          .isEqualTo("hung: did not end within its deadline of 1s");
    } finally {
      never.countDown();
    }
  }

  @Test
  void aMetricThatHangsIsEndedWithTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    Emission<Facts> hanging =
        Emission.emit(Scripted.gauge("hung.left").history(History.DERIVABLE))
            .from(Facts::left)
            .value((_, _) -> {
              while (never.getCount() > 0) {
                LockSupport.park(never);
              }
              return 1;
            });
    try {
      List<Result> results =
          run(
              Scripted.conditions(Scripted.ticking()),
              Scripted.plan().within(Duration.ofSeconds(1)),
              new Task(Scripted.named("hung").emitting(List.of(hanging)), hours(3)));
      assertThat(results.getFirst().status()).isEqualTo(Status.FAILED);
      assertThat(results.getFirst().missing()).isEqualTo(3);
    } finally {
      never.countDown();
    }
  }

  /// What was evaluated by then stays.
  @Test
  void stepsThatComeAfterTheDeadlineAreMissing() {
    InstantSource slow = () -> Scripted.AS_OF.plus(Duration.ofSeconds(10L * told.size()));
    Result result =
        run(
                Scripted.conditions(slow),
                Scripted.plan().within(Duration.ofSeconds(30)),
                new Task(derivable("one"), hours(12)))
            .getFirst();
    assertThat(told).hasSizeGreaterThanOrEqualTo(3);
    assertThat(told.stream().filter(step -> !step.parts().isEmpty())).hasSize(3);
    assertThat(result.status()).isEqualTo(Status.PARTIAL);
    assertThat(result.missing()).isEqualTo(9);
    assertThat(result.reason().orElseThrow().message())
        .contains("3 of 12 steps", "deadline of 30s", "--deadline");
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT5M", "P7D, PT5M", "P7DT1S, PT10M", "P37D, PT30M", "P372D, PT270M"})
  void aCollectorHasItsOwnDeadlineForEachOfItsWindowsThatIsRead(Duration read, Duration limit) {
    assertThat(Backfill.limit(Scripted.named("one").profile(), read)).isEqualTo(limit);
  }

  /// The one that uses the others is behind them at each step, and they begin where it does.
  @Test
  void atEachStepACollectorIsBehindThoseThatItComesAfter() {
    run(
        new Task(derivable("last").after("first"), hours(4)),
        new Task(derivable("first"), hours(2)));
    assertThat(told)
        .hasSize(4)
        .allSatisfy(step ->
            assertThat(step.parts())
                .extracting(Backfill.Part::collector)
                .containsExactly("first", "last"));
  }

  /// As a run of that instant would have it.
  @Test
  void aCollectorThatUsesOthersIsReadOnceAndGivenTheirResultsOfTheSameStep() {
    AtomicInteger visits = new AtomicInteger();
    Scripted summing =
        derivable("sum")
            .after("first", "broken")
            .fetching(fetch -> {
              visits.incrementAndGet();
              assertThat(fetch.earlier())
                  .extracting(Run.Result::collector, Run.Result::status)
                  .containsExactlyInAnyOrder(
                      tuple("first", Status.OK), tuple("broken", Status.FAILED));
              return Map.of(Scope.all(), Facts.of(0, 0));
            })
            .joining((_, earlier) -> {
              double sum =
                  earlier.stream()
                      .flatMap(result -> result.series().stream())
                      .filter(series -> series.metric().equals("first.left"))
                      .mapToDouble(series -> series.points().getFirst().value())
                      .sum();
              return Facts.of(sum, 0);
            });
    Scripted broken =
        derivable("broken")
            .fetching(_ -> {
              throw new FailureException(DOWN);
            });
    List<Result> results =
        run(
            new Task(summing, hours(5)),
            new Task(broken, hours(5)),
            new Task(derivable("first"), hours(5)));
    assertThat(results.getFirst().status()).as(results.toString()).isEqualTo(Status.OK);
    assertThat(series())
        .filteredOn(series -> series.metric().equals("sum.left"))
        .hasSize(5)
        .allSatisfy(series -> {
          Point point = series.points().getFirst();
          assertThat(point.value()).isEqualTo(at(at(1, point.at()), point.at()));
        });
    assertThat(visits).hasValue(1);
  }

  /// Of a row alone, as where nothing but figures of merit was asked for.
  @Test
  void aFigureThatFailedIsAFailureOfItsStepAndOfWhatFollowsFromIt() {
    Scripted measuring =
        Scripted.named("first")
            .emitting(
                List.of(
                    Emission.emit(
                            Scripted.gauge("first.left")
                                .history(History.DERIVABLE)
                                .orientation(Orientation.LOWER_IS_BETTER)
                                .fom("ci", "left", 10, 0))
                        .from(Facts::left)
                        .value(BackfillTest::at)))
            .fetching(
                _ -> Map.of(Scope.all(), new Facts(Fetched.failed(DOWN), Fetched.known(1.0))));
    List<Result> results =
        run(
            Scripted.conditions(),
            Scripted.plan().only(name -> !name.equals("first.left")),
            new Task(measuring, hours(2)),
            new Task(derivable("last").after("first"), hours(2)));

    assertThat(results).extracting(Result::status).containsOnly(Status.FAILED);
    assertThat(told)
        .hasSize(2)
        .flatExtracting(Step::parts)
        .hasSize(4)
        .noneMatch(Backfill.Part::isWhole);
    assertThat(series()).isEmpty();
    assertThat(results.getLast().reason().orElseThrow().message())
        .contains("left out, since it follows from what could not be had", "first.left", "down");
  }

  /// For good, since another start would take the steps for safe.
  @Test
  void nothingIsSaidOfThePastWithoutOneThatIsRequiredAndNotConfigured() {
    Scripted unset =
        derivable("first")
            .fetching(_ -> {
              throw new NotConfiguredException(new Failure.Credentials("no key"));
            });
    Task[] tasks = {
      new Task(unset, hours(2)), new Task(derivable("last").after("first"), hours(2))
    };

    List<Result> required = run(new Backfill(Scripted.conditions(), Set.of("first")), tasks);
    assertThat(required)
        .extracting(Result::status)
        .containsExactly(Status.NOT_CONFIGURED, Status.FAILED);
    assertThat(required.getLast().reason().orElseThrow().message())
        .contains("first is not configured: no key");
    assertThat(told).flatExtracting(Step::parts).hasSize(2).noneMatch(Backfill.Part::isWhole);
    assertThat(series()).isEmpty();

    assertThat(run(new Backfill(Scripted.conditions()), tasks).getLast().status())
        .isEqualTo(Status.OK);
  }

  @Test
  void collectorsThatAreNotOfOneAnotherKeepTheirOwnSteps() {
    run(new Task(derivable("long"), hours(3)), new Task(derivable("short"), hours(1)));
    assertThat(told).hasSize(3);
    assertThat(told.getFirst().parts())
        .extracting(Backfill.Part::collector)
        .containsExactly("long");
    assertThat(told.getLast().parts())
        .extracting(Backfill.Part::collector)
        .containsExactly("long", "short");
  }

  @Test
  void aCircleOfCollectorsIsNamed() {
    assertThatThrownBy(() ->
            run(
                new Task(derivable("one").after("two"), hours(1)),
                new Task(derivable("two").after("one"), hours(1))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("one → two → one");
  }
}
