// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Scripted.Facts;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Outcome;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {
  private static final Failure DOWN = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);

  private static Result only(Run run) {
    assertThat(run.results()).hasSize(1);
    return run.results().getFirst();
  }

  private static double value(Result result, String metric) {
    return result.series().stream()
        .filter(series -> series.metric().equals(metric))
        .map(series -> series.points().getFirst().value())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + metric));
  }

  @Test
  void everyPointCarriesTheInstantAndTheTagsOfTheRun() {
    Run run = Scripted.run(Scripted.plan(), Scripted.named("one"));

    assertThat(run.series())
        .isNotEmpty()
        .allSatisfy(series -> {
          assertThat(series.points()).singleElement().extracting("at").isEqualTo(Scripted.AS_OF);
          assertThat(series.tags().contains(Tags.of("source", "one-collector"))).isTrue();
          assertThat(series.tags().contains(Tags.of("env", "test"))).isTrue();
        });
  }

  @Test
  void aRunThatIsInterruptedEndsAtOnce() {
    CountDownLatch never = new CountDownLatch(1);
    Thread runs = Thread.currentThread();
    Scripted hung =
        Scripted.named("hung")
            .fetching(_ -> {
              runs.interrupt();
              while (never.getCount() > 0) {
                LockSupport.park(never);
              }
              return Map.of();
            });
    try {
      Run run =
          new Runner(Scripted.conditions(Scripted.ticking()))
              .run(List.of(hung), Scripted.plan().within(Duration.ofDays(1)));

      assertThat(only(run).reason().map(Failure::message)).contains("hung: interrupted");
      assertThat(Thread.interrupted()).as("whoever asked for it is told too").isTrue();
    } finally {
      never.countDown();
      boolean _ = Thread.interrupted();
    }
  }

  @Test
  void aCollectorThatHangsIsEndedWithItsDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    Scripted hung =
        Scripted.named("hung")
            .fetching(_ -> {
              // Deaf to interrupts, as a bad library is.
              while (never.getCount() > 0) {
                LockSupport.park(never);
              }
              return Map.of();
            });
    try {
      Runner runner = new Runner(Scripted.conditions(Scripted.ticking()));
      Run run =
          runner.run(
              List.of(hung, Scripted.named("fine")), Scripted.plan().within(Duration.ofSeconds(1)));

      assertThat(run.results().getFirst().status()).isEqualTo(Status.FAILED);
      assertThat(run.results().getFirst().reason().map(Failure::message))
          .contains("hung: did not end within its deadline of 1s");
      assertThat(run.results().getLast().status()).isEqualTo(Status.OK);
    } finally {
      never.countDown();
    }
  }

  @Test
  void aPartThatHangsCostsOnlyWhatNeedsIt() {
    CountDownLatch never = new CountDownLatch(1);
    Scripted half =
        Scripted.named("half")
            .fetching(fetch -> {
              Part<Double> left =
                  fetch.part(
                      "left",
                      () -> {
                        never.await();
                        return 1.0;
                      });
              Part<Double> right = fetch.part("right", () -> 2.0);
              return Map.of(Scope.all(), new Facts(left.fetched(), right.fetched()));
            });
    Runner runner = new Runner(Scripted.conditions(Scripted.ticking()));
    Result result = only(runner.run(List.of(half), Scripted.plan().within(Duration.ofSeconds(1))));

    assertThat(result.status()).isEqualTo(Status.PARTIAL);
    assertThat(value(result, "half.right")).isEqualTo(2);
    assertThat(result.outcomes().getFirst().reason())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("left: not fetched within the run's deadline"));
  }

  @Test
  void anExceptionWhileFetchingFailsTheCollectorAndNoOther() {
    Scripted broken =
        Scripted.named("broken")
            .fetching(_ -> {
              throw new IllegalStateException("oops");
            });
    Run run = Scripted.run(Scripted.plan(), broken, Scripted.named("fine"));

    Result failed = run.results().getFirst();
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.reason())
        .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(Failure.Bug.class));
    assertThat(failed.outcomes()).hasSize(2).allMatch(Run.MetricOutcome::failed);
    assertThat(run.results().getLast().status()).isEqualTo(Status.OK);
  }

  @Test
  void anErrorInACatalogueIsAFailedRunLikeAnyOther() {
    Scripted invalid =
        Scripted.named("invalid")
            .declaring(() -> {
              throw new ExceptionInInitializerError("two metrics of one name");
            });
    Result result = only(Scripted.run(Scripted.plan(), invalid));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.reason().map(Failure::kind)).contains("bug");
    assertThat(value(result, "collector.invalid.failed")).isEqualTo(1);
    assertThat(value(result, "collector.invalid.error_count")).isEqualTo(1);
  }

  @Test
  void oneMetricsMistakeCostsNoOtherItsValue() {
    Scripted half =
        Scripted.named("half")
            .emitting(
                List.of(
                    Emission.emit(Scripted.gauge("half.left"))
                        .from(Facts::left)
                        .value((_, _) -> {
                          throw new ArithmeticException("by zero");
                        }),
                    Scripted.twoValues("half").getLast()));
    Result result = only(Scripted.run(Scripted.plan(), half));

    assertThat(result.status()).isEqualTo(Status.PARTIAL);
    assertThat(value(result, "half.right")).isEqualTo(2);
    assertThat(result.outcomes().getFirst().reason())
        .hasValueSatisfying(reason -> assertThat(reason).contains("by zero"));
  }

  @Test
  void aCollectorComesAfterThoseItNames() {
    List<String> order = new CopyOnWriteArrayList<>();
    Scripted.Fetching noting =
        fetch -> {
          order.add("first");
          return Scripted.inParts(fetch);
        };
    Scripted second =
        Scripted.named("second")
            .after("first", "nobody")
            .fetching(fetch -> {
              order.add("second");
              return Scripted.inParts(fetch);
            });
    Run run = Scripted.run(Scripted.plan(), second, Scripted.named("first").fetching(noting));

    assertThat(order).containsExactly("first", "second");
    assertThat(run.results()).extracting(Result::collector).containsExactly("second", "first");
  }

  @Test
  void collectorsThatWaitForOneAnotherAreNamed() {
    assertThatThrownBy(() ->
            Scripted.run(
                Scripted.plan(),
                Scripted.named("a").after("b"),
                Scripted.named("b").after("c"),
                Scripted.named("c").after("b")))
        .isInstanceOf(FailureException.class)
        .hasMessage("collectors wait for one another in a circle: b → c → b");
  }

  @Test
  void collectorsThatDoNotWaitRunSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Scripted.Fetching meeting =
        fetch ->
            fetch
                        .part(
                            "meeting",
                            () -> {
                              both.countDown();
                              both.await();
                              return 1.0;
                            })
                        .fetched()
                    instanceof Fetched.Known<Double> left
                ? Map.of(Scope.all(), new Facts(left, left))
                : Map.of();
    Runner runner = new Runner(Scripted.conditions(Scripted.ticking()));
    Run run =
        runner.run(
            List.of(
                Scripted.named("one").fetching(meeting), Scripted.named("two").fetching(meeting)),
            Scripted.plan());

    assertThat(run.results()).extracting(Result::metricCount).containsExactly(2, 2);
  }

  @Test
  void whatIsNotConfiguredSaysSoAndEmitsNothing() {
    Scripted unset =
        Scripted.named("unset")
            .fetching(_ -> {
              throw new NotConfiguredException(new Failure.Credentials("set TOKEN"));
            });
    Result result = only(Scripted.run(Scripted.plan(), unset));

    assertThat(result.status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(result.reason().map(Failure::message)).contains("set TOKEN");
    assertThat(result.series()).isEmpty();
    assertThat(result.outcomes()).isEmpty();
  }

  @Test
  void aRunThatFailedStillTellsOfItself() {
    Scripted down =
        Scripted.named("down")
            .fetching(_ -> {
              throw new FailureException(DOWN);
            });
    Result result = only(Scripted.run(Scripted.plan(), down));

    assertThat(result.series())
        .extracting(Series::metric)
        .allMatch(name -> name.startsWith("collector."));
    assertThat(value(result, "collector.down.failed")).isEqualTo(1);
    assertThat(value(result, "collector.failed")).isEqualTo(1);
    assertThat(value(result, "collector.down.error_count")).isEqualTo(2);
    assertThat(value(result, "collector.down.metric_count")).isZero();
    assertThat(value(result, "collector.down.series_count")).isEqualTo(result.series().size());
    assertThat(value(result, "collector.outcomes")).isEqualTo(2);
    assertThat(result.series())
        .filteredOn(series -> series.metric().equals("collector.outcomes"))
        .singleElement()
        .satisfies(series ->
            assertThat(series.tags().toString())
                .contains("outcome:failed", "reason_kind:service", "collector:down"));
    assertThat(result.series())
        .filteredOn(series -> series.metric().equals("collector.down.runs"))
        .singleElement()
        .satisfies(series -> assertThat(series.tags().toString()).contains("status:failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbox_points", "points_expired"})
  void aDryRunSaysNothingOfTheOutbox(String kind) {
    Plan looked = Scripted.plan().with(Optional.of(new Plan.Backlog(3, 3, 0)));

    assertThat(Scripted.run(Scripted.plan(), Scripted.named("one")).series())
        .extracting(Series::metric)
        .doesNotContain("collector.one." + kind);
    assertThat(value(only(Scripted.run(looked, Scripted.named("one"))), "collector.one." + kind))
        .isEqualTo(3);
  }

  @Test
  void onlyTheMetricsThatAreWantedAreEvaluated() {
    Result result =
        only(
            Scripted.run(
                Scripted.plan().only(name -> name.endsWith("left")), Scripted.named("one")));

    assertThat(result.outcomes()).extracting(Run.MetricOutcome::metric).containsExactly("one.left");
    assertThat(result.metricCount()).isEqualTo(1);
  }

  /// It is no turn of the collector, and does not speak for it.
  @Test
  void aRunForSomeMetricsSaysNothingOfItselfButWhatIsAskedFor() {
    assertThat(only(narrowed("one.left")).series())
        .extracting(Series::metric)
        .containsExactly("one.left");
    assertThat(only(narrowed("collector.one.failed")).series())
        .singleElement()
        .satisfies(series -> {
          assertThat(series.metric()).isEqualTo("collector.one.failed");
          assertThat(series.points().getFirst().value()).isZero();
        });
    assertThat(only(narrowed("collector.")).series())
        .extracting(Series::metric)
        .contains("collector.one.duration_seconds", "collector.duration_seconds")
        .doesNotContain("collector.one.runs", "collector.runs");
    assertThat(only(narrowed("collector.series_count")).series())
        .singleElement()
        .satisfies(series -> assertThat(series.points().getFirst().value()).isEqualTo(1));
  }

  private static Run narrowed(String prefix) {
    return Scripted.run(
        Scripted.plan().only(name -> name.startsWith(prefix)), Scripted.named("one"));
  }

  /// Nobody else would: what expired is gone with it.
  @Test
  void whatBecameOfTheOutboxIsToldByARunForSomeMetricsToo() {
    Plan looked = Scripted.plan().with(Optional.of(new Plan.Backlog(3, 2, 1)));

    Result result =
        only(Scripted.run(looked.only(name -> name.startsWith("one.left")), Scripted.named("one")));

    assertThat(value(result, "collector.one.points_expired")).isEqualTo(2);
    assertThat(result.series())
        .extracting(Series::metric)
        .contains("collector.one.outbox_points", "collector.one.files_quarantined")
        .doesNotContain("collector.one.duration_seconds");
  }

  @Test
  void eachReasonForWhichMetricsFailedIsOneEvent() {
    Scripted down =
        Scripted.named("down")
            .fetching(
                _ -> Map.of(Scope.all(), new Facts(Fetched.failed(DOWN), Fetched.failed(DOWN))));
    Result result = only(Scripted.run(Scripted.plan(), down));

    assertThat(result.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.title()).isEqualTo("down: 2 metrics failed");
          assertThat(event.text()).isEqualTo("down\n\nNot collected: down.left, down.right");
          assertThat(event.level()).isEqualTo(Event.Level.ERROR);
        });
  }

  /// Whatever the collectors of a run are, and whichever ends first, a sum over them is right.
  @ParameterizedTest
  @ValueSource(strings = {"outbox_points", "points_expired", "files_quarantined"})
  void theFirstThatIsConfiguredTellsOfTheOutbox(String figure) {
    Plan looked = Scripted.plan().with(Optional.of(new Plan.Backlog(3, 3, 3)));
    Scripted missing =
        Scripted.named("missing")
            .fetching(_ -> {
              throw new NotConfiguredException(new Failure.Configuration("not set"));
            });
    CountDownLatch otherHasEnded = new CountDownLatch(1);
    Scripted slow =
        Scripted.named("slow")
            .fetching(fetch -> {
              Part<Double> late =
                  fetch.part(
                      "late",
                      () -> {
                        otherHasEnded.await();
                        return 1.0;
                      });
              return Map.of(Scope.all(), new Facts(late.fetched(), late.fetched()));
            });
    Scripted last =
        Scripted.named("last")
            .after("quick")
            .fetching(fetch -> {
              otherHasEnded.countDown();
              return Scripted.inParts(fetch);
            });

    Run run = Scripted.run(looked, missing, slow, Scripted.named("quick"), last);

    assertThat(value(result(run, "slow"), "collector.slow." + figure)).isEqualTo(3);
    assertThat(run.series())
        .filteredOn(series -> series.metric().equals("collector." + figure))
        .extracting(series -> series.points().getFirst().value())
        .contains(3.0)
        .satisfies(values ->
            assertThat(values.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(3));
  }

  /// That another tells it does not mean that nothing waits.
  @Test
  void whoDoesNotTellOfTheOutboxSaysNothingOfIt() {
    Plan looked = Scripted.plan().with(Optional.of(new Plan.Backlog(7, 3, 3)));
    Run run = Scripted.run(looked, Scripted.named("one"), Scripted.named("two"));
    assertThat(run.series())
        .extracting(Series::metric)
        .contains("collector.one.outbox_points", "collector.two.files_quarantined")
        .doesNotContain("collector.two.outbox_points", "collector.two.points_expired");
    Result second = result(run, "two");
    assertThat(value(second, "collector.two.series_count")).isEqualTo(second.series().size());
  }

  private static Result result(Run run, String collector) {
    return run.results().stream()
        .filter(result -> result.collector().equals(collector))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatGoesBeyondFiftyEventsIsSaid() {
    Catalogue<Facts> telling =
        Scripted.catalogue("loud", Scripted.twoValues("loud"))
            .telling(Occurrences.of(Facts::left, (_, _) -> events(70)));
    Result result =
        only(Scripted.run(Scripted.plan(), Scripted.named("loud").declaring(() -> telling)));

    assertThat(result.events()).hasSize(50);
    assertThat(result.events().getFirst().title()).isEqualTo("event 0");
    assertThat(result.events().get(48).title()).isEqualTo("event 48");
    assertThat(result.events().getLast().title()).isEqualTo("loud: 21 more events are not shown");
  }

  /// The later ones last.
  private static List<Event> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(number ->
            new Event(
                "test",
                Integer.toString(number),
                "event " + number,
                "",
                Event.Level.INFO,
                Tags.none(),
                Scripted.AS_OF.minusSeconds(number)))
        .toList();
  }

  /// It has a value where all else failed, and that makes no run partial.
  @Test
  void whatACollectorAddsAboutItselfIsNoMetricThatWasCollected() {
    Failure down = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
    Scripted busy =
        Scripted.named("busy")
            .declaring(() ->
                Catalogue.under("busy", "collector.busy")
                    .of(
                        List.of(
                            Emission.emit(Scripted.gauge("collector.busy.objects_read"))
                                .from(Facts::left)
                                .value((left, _) -> left),
                            Emission.emit(Scripted.gauge("busy.left"))
                                .from(Facts::left)
                                .by((_, _) -> new Outcome.Failed(down)))));
    Result result = only(Scripted.run(Scripted.plan(), busy));

    assertThat(result.series()).extracting(Series::metric).contains("collector.busy.objects_read");
    assertThat(result.metricCount()).isZero();
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void nothingFailedIsOkThoughSomethingIsAbsent() {
    Scripted quiet =
        Scripted.named("quiet")
            .emitting(
                List.of(
                    Emission.emit(Scripted.gauge("quiet.left"))
                        .from(Facts::left)
                        .by((_, _) -> new Outcome.Absent("nothing happened"))));
    Result result = only(Scripted.run(Scripted.plan(), quiet));

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.metricCount()).isZero();
  }
}
