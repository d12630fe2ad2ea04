// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.collectors.health.Organisation.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.PartFaults;
import ai.metta.collect.Report;
import ai.metta.collect.Run;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollUpsTest {
  private static final Workshop MILL = Workshop.of("mill", "ci", 0.0, 4.0);
  private static final Workshop FORGE = Workshop.of("forge", "eval", 5.0);
  private static final Workshop SHUT = Workshop.of("shut", "eval");

  private static final Tags OURS = Tags.of("env", "production");

  private static Series figure(Duration ago, double fom) {
    return Series.gauge(
        "health.fom",
        Optional.empty(),
        OURS.and("source", "forge-collector").and("area", "eval").and("check", "forge_queue_0"),
        NOW.minus(ago),
        fom);
  }

  private static Series ran(Duration ago, String status) {
    return new Series(
        "collector.runs",
        MetricType.COUNT,
        Optional.empty(),
        Duration.ofMinutes(10),
        OURS.and("collector", "forge").and("status", status),
        List.of(new Point(NOW.minus(ago), 1)));
  }

  private static Kept forgeReported(Duration ago, double fom) {
    return new Kept(List.of(figure(ago, fom), ran(ago, "ok")));
  }

  @Test
  void aScoreIsTheMeanWhereAllIsKnown() {
    Report report = Organisation.of(MILL, FORGE).together(MILL, FORGE);

    assertThat(report.value("health.ci.score")).isCloseTo(0.8, within(1e-9));
    assertThat(report.value("health.eval.score")).isCloseTo(0.5, within(1e-9));
    assertThat(report.value("health.overall.score")).isCloseTo(0.7, within(1e-9));
    assertThat(report.value("health.overall.coverage")).isEqualTo(1);
    assertThat(report.value("health.score", "area:ci")).isCloseTo(0.8, within(1e-9));
    assertThat(report.value("health.known", "area:eval", "check:forge_queue_0")).isEqualTo(1);
    assertThat(report.reasons("health.training.score"))
        .containsExactly("absent: no collector that measures a row of it is configured");
  }

  @Test
  void anUnknownRowEarnsNothingAndCoverageSaysSo() {
    PartFaults fault =
        part -> {
          if (part.equals("mill " + Workshop.part("east", 0))) {
            throw new FailureException(
                new Failure.Service("the mill stands", Failure.Service.Retry.IS_USELESS));
          }
        };
    Report report =
        new Report(Organisation.of(MILL, FORGE).run(fault, MILL, FORGE).results().getLast());

    assertThat(report.value("health.ci.score")).isCloseTo(0.3, within(1e-9));
    assertThat(report.value("health.ci.score_of_known")).isCloseTo(0.6, within(1e-9));
    assertThat(report.value("health.ci.coverage")).isEqualTo(0.5);
    assertThat(report.value("health.known", "area:ci", "check:mill_queue_0")).isZero();
    assertThat(report.value("health.eval.score")).isEqualTo(0.5);
  }

  @Test
  void aCollectorThatIsNotConfiguredHasNoRows() {
    Report report = Organisation.of(MILL, SHUT).together(MILL, SHUT);

    assertThat(report.reasons("health.eval.score")).singleElement().asString().contains("absent");
    assertThat(report.value("health.overall.coverage")).isEqualTo(1);
    assertThat(report.value("health.known", "area:eval", "check:shut_queue_0")).isZero();
  }

  @Test
  void aCollectorThatIsSaidToCountIsUnknownWithoutAKey() {
    Report report =
        Organisation.of(MILL, SHUT).with("health.collectors", "mill,shut").together(MILL, SHUT);

    assertThat(report.value("health.eval.coverage")).isZero();
    assertThat(report.value("health.overall.coverage")).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void aloneItReadsWhatWasSentAndHonoursItsAge() {
    Organisation organisation = Organisation.of(MILL, FORGE);

    Report fresh = organisation.with(forgeReported(Duration.ofMinutes(29), 0.5)).alone();
    Report old = organisation.with(forgeReported(Duration.ofMinutes(31), 0.5)).alone();

    assertThat(fresh.value("health.eval.score")).isEqualTo(0.5);
    assertThat(old.value("health.eval.score")).isZero();
    assertThat(old.value("health.eval.coverage")).isZero();
    // The mill never reported.
    assertThat(fresh.reasons("health.ci.score")).singleElement().asString().contains("absent");
  }

  @Test
  void aCollectorThatDiedAYearAgoStillCounts() {
    Report report = Organisation.of(FORGE).with(forgeReported(Duration.ofDays(365), 1)).alone();

    assertThat(report.value("health.overall.score")).isZero();
    assertThat(report.value("collector.last_success_age_seconds", "collector:forge"))
        .isEqualTo(365 * 86_400.0);
  }

  /// A backfill sends figures, and no run.
  @Test
  void aRowWithAFreshFigureIsKnownThoughNoRunEverReported() {
    Kept filled = new Kept(List.of(figure(Duration.ofMinutes(14), 0.5)));

    Report report = Organisation.of(MILL, FORGE).with(filled).alone();

    assertThat(report.value("health.known", "area:eval", "check:forge_queue_0")).isEqualTo(1);
    assertThat(report.value("health.eval.score")).isEqualTo(0.5);
    assertThat(report.reasons("health.ci.score")).singleElement().asString().contains("absent");
  }

  @Test
  void aCollectorCountsFromItsFirstFigureWhereRunsBeganLater() {
    Kept store =
        new Kept(List.of(figure(Duration.ofDays(9), 1), ran(Duration.ofMinutes(-1), "ok")));

    Report report = Organisation.of(FORGE).with(store).alone();

    assertThat(report.value("health.eval.coverage")).isZero();
    assertThat(report.value("health.overall.score")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // The last run failed after the figure.
    "10, 9, failed, 20, ok, 0",
    // It has run since, and did not come to this row.
    "10, 9, failed, 8, ok, 0",
    "10, 9, failed, 8, partial, 0",
    "10, 9, partial, 20, ok, 0",
    "10, 20, failed, 10, ok, 1",
    "10, 20, failed, 10, partial, 1",
    // In one minute, which came first is not known.
    "10, 10, failed, 10, ok, 1",
  })
  void aFigureCountsNoMoreOnceARunCameToNone(
      int figure, int one, String oneStatus, int other, String otherStatus, double known) {
    Kept store =
        new Kept(
            List.of(
                figure(Duration.ofMinutes(figure), 0.5),
                ran(Duration.ofMinutes(one), oneStatus),
                ran(Duration.ofMinutes(other), otherStatus)));

    Report report = Organisation.of(FORGE).with(store).alone();

    assertThat(report.value("health.known", "area:eval", "check:forge_queue_0")).isEqualTo(known);
    assertThat(report.value("health.eval.coverage")).isEqualTo(known);
  }

  @Test
  void aCollectorThatLostItsKeyCountsAsLongAsAnybodyKnowsThatItReported() {
    Organisation organisation =
        Organisation.of(MILL, FORGE).with(forgeReported(Duration.ofHours(2), 1));

    Report lost = organisation.together(MILL, FORGE.withoutKey());

    assertThat(lost.value("health.eval.coverage")).isZero();
    assertThat(lost.value("health.overall.score")).isCloseTo(1.6 / 3, within(1e-9));
    assertThat(
            Organisation.of(MILL, FORGE)
                .together(MILL, FORGE.withoutKey())
                .value("health.overall.coverage"))
        .as("with nobody to ask")
        .isEqualTo(1);
  }

  @Test
  void whatRanNowNeedsNobodyAndWhatDidNotIsReadBeside() {
    Report report =
        Organisation.of(MILL, FORGE).with(forgeReported(Duration.ofMinutes(5), 0.5)).together(MILL);

    assertThat(report.value("health.ci.score")).isCloseTo(0.8, within(1e-9));
    assertThat(report.value("health.eval.score")).isEqualTo(0.5);
    assertThat(report.value("collector.last_success_age_seconds", "collector:mill")).isZero();
    assertThat(report.value("collector.last_success_age_seconds", "collector:forge"))
        .isEqualTo(300);
  }

  /// As pods that all start at the full minute do.
  @Test
  void aRunThatIsSentWhileItReadsGreysNothing() {
    Kept before = forgeReported(Duration.ofMinutes(10), 0.5);
    List<Series> more = new ArrayList<>(before.series());
    more.add(figure(Duration.ZERO, 0.5));
    more.add(ran(Duration.ZERO, "ok"));
    for (int sent = 0; sent < 12; sent++) {
      int known = sent;
      AtomicInteger asked = new AtomicInteger();
      QueryEngine store =
          (query, window) ->
              (asked.getAndIncrement() < known ? before : new Kept(more)).query(query, window);

      Report report = Organisation.of(FORGE).with(store).alone();

      assertThat(report.value("health.eval.coverage")).as("sent after %d", sent).isEqualTo(1);
    }
  }

  /// What was not asked for is not unknown.
  @Test
  void aRunThatIsAskedForRollUpsOnlyMeasuresWhatTheyAreOf() {
    Report whole = Organisation.of(MILL, FORGE).together(MILL, FORGE);
    Report report = Organisation.of(MILL, FORGE).narrowed("health.overall.");

    for (String name : List.of("health.overall.score", "health.overall.coverage")) {
      assertThat(report.value(name)).isEqualTo(whole.value(name)).isPositive();
    }
  }

  @Test
  void aRunThatIsAskedForRollUpsOnlySaysThatItsSourcesFailed() {
    Organisation organisation = Organisation.of(MILL, FORGE);

    assertThat(
            organisation
                .narrowedRun(
                    "health.overall.",
                    PartFaults.all(() ->
                        new FailureException(
                            new Failure.Service("shut", Failure.Service.Retry.IS_USELESS))))
                .results())
        .filteredOn(result -> !result.collector().equals("health"))
        .extracting(result -> result.status())
        .containsOnly(Status.FAILED);
    assertThat(organisation.narrowedRun("mill.", PartFaults.none()).results())
        .allSatisfy(result -> {
          assertThat(result.status()).isEqualTo(Status.OK);
          assertThat(result.figures()).isEmpty();
        });
  }

  /// A run that was asked for roll-ups alone, of which one row of a workshop failed.
  @Test
  void aRunThatIsAskedForRollUpsOnlyIsPartialWhereSomeOfWhatTheyAreOfCame() {
    PartFaults fault =
        part -> {
          if (part.equals("mill " + Workshop.part("east", 0))) {
            throw new FailureException(
                new Failure.Service("the mill stands", Failure.Service.Retry.IS_USELESS));
          }
        };

    Result mill =
        Organisation.of(MILL, FORGE).narrowedRun("health.overall.", fault).results().getFirst();

    assertThat(mill.status()).isEqualTo(Status.PARTIAL);
    assertThat(mill.errorCount()).isEqualTo(1);
    assertThat(mill.outcomes())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.metric()).isEqualTo("mill.queue_0");
          assertThat(one.reason()).contains("the mill stands");
        });
    assertThat(mill.events())
        .singleElement()
        .satisfies(event -> assertThat(event.text()).contains("the mill stands", "mill.queue_0"));
    assertThat(mill.series()).isEmpty();
  }

  /// It is no success of the mill, whether its service answers or not.
  @Test
  void aRunThatIsAskedForNothingOfACollectorIsNoSuccessOfIt() {
    Organisation organisation =
        Organisation.of(MILL, FORGE).with(forgeReported(Duration.ofMinutes(20), 0.5));
    PartFaults down =
        part -> {
          if (part.startsWith("mill ") || part.startsWith("forge ")) {
            throw new FailureException(
                new Failure.Service("shut", Failure.Service.Retry.IS_USELESS));
          }
        };
    for (PartFaults faults : List.of(PartFaults.none(), down)) {

      Report report =
          new Report(
              Organisation.last(
                  organisation.narrowedRun("collector.last_success_age_seconds", faults)));

      assertThat(report.values())
          .containsOnlyKeys("collector.last_success_age_seconds{collector:forge}")
          .containsValue(1200.0);
    }
  }

  @Test
  void whateverIsRolledUpIsKnownToFollowFromRows() {
    Set<String> following =
        Grid.areas().stream()
            .map(area ->
                new HealthRow(
                    new Fom(area, "any", 0, 1),
                    Metric.gauge("shop.queue"),
                    "shop",
                    Duration.ofMinutes(30),
                    Tags.none()))
            .flatMap(HealthMetrics::following)
            .collect(Collectors.toSet());

    assertThat(RollUps.CATALOGUE.metrics())
        .extracting(Metric::name)
        .filteredOn(name -> name.startsWith("health."))
        .isNotEmpty()
        .isSubsetOf(following);
  }

  @Test
  void aCollectorDoesNotCountBeforeItsFirstReportOfTheDay() {
    Kept later =
        new Kept(List.of(figure(Duration.ofMinutes(-30), 1), ran(Duration.ofMinutes(-30), "ok")));
    QueryEngine wholeDays =
        (query, window) ->
            query.contains("86400")
                ? later.query(
                    query, new Window(window.from(), window.until().plus(Duration.ofDays(1))))
                : later.query(query, window);

    Report report = Organisation.of(FORGE).with(wholeDays).alone();

    assertThat(report.reasons("health.overall.score"))
        .singleElement()
        .asString()
        .contains("absent");
  }

  @Test
  void whereTheStoreIsDownOnlyWhatNeedsItFails() {
    QueryEngine down =
        (query, window) -> {
          throw new FailureException(
              new Failure.Service("the store is down", Failure.Service.Retry.MAY_HELP));
        };
    Report report = Organisation.of(MILL, FORGE).with(down).together(MILL);

    assertThat(report.value("health.ci.score")).isCloseTo(0.8, within(1e-9));
    assertThat(report.reasons("health.eval.score")).containsExactly("failed: the store is down");
    assertThat(report.reasons("health.overall.score")).containsExactly("failed: the store is down");
    assertThat(report.failed()).contains("collector.last_success_age_seconds");
  }

  /// One without a key may have reported before, and the score would rise by its loss.
  @Test
  void whereTheStoreIsDownARunOfAllRollsUpWhatIsKnownToCount() {
    QueryEngine down =
        (query, window) -> {
          throw new FailureException(
              new Failure.Service("the store is down", Failure.Service.Retry.MAY_HELP));
        };
    Organisation organisation = Organisation.of(MILL, FORGE).with(down);

    Report report = organisation.together(MILL, FORGE.withoutKey());
    assertThat(report.value("health.ci.score")).isCloseTo(0.8, within(1e-9));
    assertThat(report.reasons("health.overall.score")).containsExactly("failed: the store is down");

    Report said = organisation.with("health.collectors", "mill").together(MILL, FORGE.withoutKey());
    assertThat(said.value("health.overall.score")).isCloseTo(0.8, within(1e-9));
    assertThat(said.reasons("health.eval.score")).singleElement().asString().contains("absent");
    assertThat(said.failed()).containsOnly("collector.last_success_age_seconds");
  }

  @Test
  void withNobodyToAskAndNothingElseInTheRunItIsNotConfigured() {
    Run run = Organisation.of(MILL).run(PartFaults.none());

    assertThat(Organisation.last(run).status()).isEqualTo(Status.NOT_CONFIGURED);
  }

  @Test
  void withNobodyToAskTheAgesAreUnsupported() {
    Report report = Organisation.of(MILL).together(MILL);

    assertThat(report.reasons("collector.last_success_age_seconds"))
        .containsExactly("unsupported: there is nobody to ask for past runs");
    assertThat(report.result().status()).isEqualTo(Status.OK);
  }
}
