// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Across;
import ai.metta.metric.Failure;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CombiningTest {
  private static final Tags ONE = Tags.of("repo", "a/one");
  private static final Tags TWO = Tags.of("repo", "a/two");

  private static HealthRow row(Metric raw, Tags only) {
    return new HealthRow(new Fom("ci", "queue", 10, 0), raw, "shop", Duration.ofHours(1), only);
  }

  private static Metric queue(Across across) {
    return Metric.gauge("shop.queue").noun("order").says("Orders that wait").across(across);
  }

  private static Figure figure(HealthRow row, Map<Tags, Outcome> outcomes) {
    return Figures.of(List.of(row), Map.of("shop.queue", outcomes)).getFirst();
  }

  private static Map<Tags, Outcome> both(Outcome one, Outcome two) {
    Map<Tags, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(ONE, one);
    outcomes.put(TWO, two);
    return outcomes;
  }

  private static String reason(Figure figure) {
    return ((Figure.Unknown) figure).reason();
  }

  private static Outcome failed() {
    return new Outcome.Failed(
        new Failure.Service("the shop is shut", Failure.Service.Retry.MAY_HELP));
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, 8, 0.2",
    "MIN, 2, 0.8",
    "MAX, 6, 0.4",
    // The worst one, of which it says whose it is.
    "MEAN, 6, 0.4",
    "NEVER, 6, 0.4"
  })
  void seriesOfTwoRepositoriesBecomeOneNumberAsTheMetricDeclares(
      Across across, double raw, double fom) {
    Figure.Known known =
        (Figure.Known)
            figure(row(queue(across), Tags.none()), both(Outcome.value(2), Outcome.value(6)));

    assertThat(known.raw()).isEqualTo(raw);
    assertThat(known.fom()).isCloseTo(fom, within(1e-9));
    assertThat(known.of())
        .isEqualTo(across == Across.MEAN || across == Across.NEVER ? TWO : Tags.none());
  }

  @Test
  void oneRepositoryThatFailedMakesTheRowUnknownAndIsNamed() {
    Figure figure = figure(row(queue(Across.SUM), Tags.none()), both(Outcome.value(0), failed()));

    assertThat(reason(figure)).isEqualTo("shop.queue{repo:a/two} failed: the shop is shut");
  }

  @Test
  void whatTheServiceCannotSayIsUnknownTooButAFailureIsToldFirst() {
    Outcome unsaid = new Outcome.Unsupported("it is an old shop");

    assertThat(reason(figure(row(queue(Across.SUM), Tags.none()), both(unsaid, Outcome.value(0)))))
        .isEqualTo("shop.queue{repo:a/one} unsupported: it is an old shop");
    assertThat(reason(figure(row(queue(Across.SUM), Tags.none()), both(unsaid, failed()))))
        .contains("failed");
  }

  @Test
  void aRepositoryWithNothingToMeasureAddsNothing() {
    Figure.Known known =
        (Figure.Known)
            figure(
                row(queue(Across.NEVER), Tags.none()),
                both(new Outcome.Absent("nobody ordered"), Outcome.value(5)));

    assertThat(known.raw()).isEqualTo(5);
  }

  @Test
  void whereNoneHasAnythingToMeasureTheRowIsUnknown() {
    Outcome nothing = new Outcome.Absent("nobody ordered");

    assertThat(reason(figure(row(queue(Across.SUM), Tags.none()), both(nothing, nothing))))
        .isEqualTo("shop.queue{repo:a/one} absent: nobody ordered");
  }

  @Test
  void aMetricThatWasNotMeasuredMakesTheRowUnknown() {
    assertThat(
            reason(Figures.of(List.of(row(queue(Across.SUM), Tags.none())), Map.of()).getFirst()))
        .isEqualTo("nothing was measured");
  }

  @Test
  void aRowThatIsNarrowedToOneRepositoryKnowsNothingOfOthers() {
    HealthRow narrowed = row(queue(Across.SUM), TWO);

    assertThat(((Figure.Known) figure(narrowed, both(failed(), Outcome.value(3)))).raw())
        .isEqualTo(3);
    assertThat(reason(figure(narrowed, Map.of(ONE, Outcome.value(3)))))
        .isEqualTo("nothing of repo:a/two was measured");
  }

  @Test
  void partsThatStandUnderTheNameOfTheirTotalDoNotCountTwice() {
    TagKey state = TagKey.bounded("state", "new", "old");
    Metric parted = queue(Across.SUM).taggedBy().taggedBy(state);
    Outcome outcome =
        new Outcome.Value(
            List.of(
                new Sample(Tags.none(), 7),
                Sample.of("state", "new", 3),
                Sample.of("state", "old", 4)));

    assertThat(((Figure.Known) figure(row(parted, Tags.none()), Map.of(ONE, outcome))).raw())
        .isEqualTo(7);
  }

  @Test
  void workloadsOfOneScopeAddUp() {
    Metric parted = queue(Across.SUM).taggedBy(TagKey.bounded("workload", "arena", "multinode"));
    Outcome outcome =
        new Outcome.Value(
            List.of(Sample.of("workload", "arena", 1), Sample.of("workload", "multinode", 2)));

    assertThat(((Figure.Known) figure(row(parted, Tags.none()), Map.of(ONE, outcome))).raw())
        .isEqualTo(3);
  }
}
