// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.collectors.health.Organisation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Backfill;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Run;
import ai.metta.collect.Steps;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a backfill says of the grid at an instant is what a run as of that instant says: also of
/// rows whose metrics cannot be known for the past, which are unknown and count.
final class PastOfGridTest {
  private static final Workshop MILL = Workshop.of("mill", "ci", 1.0, 4.0, 2.0).forgetful();
  private static final Workshop KILN = Workshop.of("kiln", "training", 3.0).forgetful();
  private static final Workshop FORGE = Workshop.of("forge", "eval", 5.0);
  private static final Workshop SHUT = Workshop.of("shut", "eval");
  private static final Workshop[] ALL = {MILL, KILN, FORGE, SHUT};
  private static final Workshop[] SOME = {MILL, KILN};

  private static Stream<Organisation> environments() {
    Organisation all = Organisation.of(ALL);
    List<Kept> stores =
        List.of(
            new Kept(List.of()),
            Kept.of(
                all.ago(Duration.ofMinutes(185), PartFaults.none()),
                all.ago(Duration.ofMinutes(65), PartFaults.none()),
                all.ago(Duration.ofMinutes(7), PartFaults.none())));
    return Stream.concat(Stream.of(all), stores.stream().map(all::with));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "health.",
        "health.training.",
        "health.ci.",
        "health.overall.",
        "health.known",
        "kiln."
      })
  void aBackfillSaysOfAnInstantWhatARunAsOfItDoes(String prefix) {
    List<Steps> pasts =
        List.of(
            Steps.between(NOW.minus(Duration.ofHours(4)), NOW, Duration.ofHours(1)).orElseThrow(),
            Steps.between(NOW.minus(Duration.ofMinutes(50)), NOW, Duration.ofMinutes(5))
                .orElseThrow());
    environments()
        .forEach(organisation -> {
          for (Steps steps : pasts) {
            assertAgreement(organisation, steps, prefix, ALL);
            assertAgreement(organisation, steps, prefix, SOME);
          }
        });
  }

  private static void assertAgreement(
      Organisation organisation, Steps steps, String prefix, Workshop... running) {
    List<Backfill.Step> filled = organisation.filled(steps, prefix, running);
    for (Backfill.Step step : filled) {
      Set<String> told =
          health(step.parts().stream().flatMap(part -> part.series().stream()), step.at());
      Set<String> then =
          health(organisation.ranAt(step.at(), prefix, running).series().stream(), step.at());

      assertThat(told).as("%s of %s at %s", prefix, running.length, step.at()).isEqualTo(then);
      assertThat(told.isEmpty()).isEqualTo(prefix.startsWith("kiln"));
    }
    assertThat(filled.size()).isEqualTo(prefix.startsWith("kiln") ? 0 : (int) steps.count());
  }

  private static Set<String> health(Stream<Series> series, Instant at) {
    return series
        .filter(one -> one.metric().startsWith("health."))
        .peek(one -> assertThat(one.points().getFirst().at()).isEqualTo(at))
        .map(one -> one.metric() + one.tags() + one.points())
        .collect(Collectors.toSet());
  }

  @Test
  void aRowThatCannotBeKnownForThePastCountsAndEarnsNothing() {
    Steps steps =
        Steps.between(NOW.minus(Duration.ofHours(4)), NOW, Duration.ofHours(1)).orElseThrow();

    List<Series> first =
        Organisation.of(MILL, KILN).filled(steps, "", MILL, KILN).getFirst().parts().stream()
            .flatMap(part -> part.series().stream())
            .toList();

    assertThat(first)
        .filteredOn(one -> one.metric().equals("health.overall.coverage"))
        .singleElement()
        .satisfies(one -> assertThat(one.points().getFirst().value()).isEqualTo(2 / 4.0));
    assertThat(first)
        .filteredOn(one -> one.metric().equals("health.training.score"))
        .singleElement()
        .satisfies(one -> assertThat(one.points().getFirst().value()).isZero());
    assertThat(first)
        .extracting(Series::metric)
        .contains("mill.queue_0")
        .doesNotContain("mill.queue_2", "kiln.queue_0");
  }

  /// What a run knew of a row that only knew the present is not taken back by a backfill over the
  /// same minutes.
  @Test
  void whatARunRecordedOfSuchARowHoldsAsLongAsItsValue() {
    Organisation all = Organisation.of(ALL);
    Run recorded = all.ago(Duration.ofHours(2), PartFaults.none());

    Map<Instant, List<Series>> steps = byStep(all.with(Kept.of(recorded)), Duration.ofMinutes(20));

    // kiln runs each ten minutes, so that a value of its holds for thirty.
    assertThat(value(steps, Duration.ofMinutes(140), "health.training.score")).isZero();
    assertThat(value(steps, Duration.ofHours(2), "health.training.score")).isEqualTo(0.7);
    assertThat(value(steps, Duration.ofMinutes(100), "health.training.score")).isEqualTo(0.7);
    assertThat(value(steps, Duration.ofMinutes(80), "health.training.score")).isZero();
    assertThat(value(steps, Duration.ofHours(2), "health.overall.coverage")).isEqualTo(1);
  }

  @Test
  void theStoreIsReadOnceHoweverManyStepsThereAre() {
    Organisation all = Organisation.of(ALL);
    Kept kept = Kept.of(all.ago(Duration.ofHours(2), PartFaults.none()));
    List<Integer> asked = new ArrayList<>();
    for (Duration step : List.of(Duration.ofHours(1), Duration.ofMinutes(5))) {
      AtomicInteger queries = new AtomicInteger();
      byStep(
          all.with((query, window) -> {
            queries.incrementAndGet();
            return kept.query(query, window);
          }),
          step);
      asked.add(queries.get());
    }

    assertThat(asked.getFirst()).isPositive().isEqualTo(asked.getLast());
  }

  /// A roll-up of the past without it would stand for good.
  @Test
  void whereTheStoreIsDownNothingIsSaidOfThePast() {
    Organisation all =
        Organisation.of(ALL)
            .with((_, _) -> {
              throw new FailureException(
                  new Failure.Service("down", Failure.Service.Retry.MAY_HELP));
            });

    Steps steps =
        Steps.between(
                NOW.minus(Duration.ofHours(4)), NOW.minus(Duration.ofHours(1)), Duration.ofHours(1))
            .orElseThrow();
    List<Backfill.Part> health =
        all.filled(steps, "", ALL).stream()
            .flatMap(step -> step.parts().stream())
            .filter(part -> part.collector().equals("health"))
            .toList();

    assertThat(health).isNotEmpty();
    assertThat(health).filteredOn(part -> !part.isWhole()).hasSize(health.size());
    assertThat(health)
        .flatExtracting(Backfill.Part::series)
        .extracting(Series::metric)
        .doesNotContain("health.overall.score", "health.training.score", "health.known");
  }

  private static Map<Instant, List<Series>> byStep(Organisation organisation, Duration step) {
    Steps steps = Steps.between(NOW.minus(Duration.ofHours(4)), NOW, step).orElseThrow();
    return organisation.filled(steps, "", ALL).stream()
        .collect(
            Collectors.toMap(
                Backfill.Step::at,
                one -> one.parts().stream().flatMap(part -> part.series().stream()).toList()));
  }

  private static double value(Map<Instant, List<Series>> steps, Duration ago, String metric) {
    return steps.getOrDefault(NOW.minus(ago), List.of()).stream()
        .filter(series -> series.metric().equals(metric))
        .map(series -> series.points().getFirst().value())
        .findFirst()
        .orElseThrow();
  }
}
