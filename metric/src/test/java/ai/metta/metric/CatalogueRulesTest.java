// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.metta.metric.TagKey.Overflow;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueRulesTest {
  private static final TagKey STATUS = TagKey.bounded("status", "open", "closed");
  private static final TagKey LATE = TagKey.bounded("late", "true").sometimes();
  private static final TagKey CITY = TagKey.open("city", 20, Overflow.OTHER);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Metric named(String name) {
    return Metric.gauge(name).noun("item").says("Items");
  }

  private static Metric items() {
    return named("shop.items");
  }

  private static Arguments wrong(Metric metric, String complaint) {
    return Arguments.of(metric, complaint);
  }

  static Stream<Arguments> names() {
    return Stream.of(
        wrong(named("Shop.items"), "not lower snake case"),
        wrong(named("shop.Items"), "not lower snake case"),
        wrong(named("shop"), "not lower snake case"),
        wrong(named("shop.items-open"), "not lower snake case"),
        wrong(named("shop." + "x".repeat(196)), "longer than 200"),
        wrong(named("store.items"), "does not begin with one of [shop]"),
        wrong(named("shopping.items"), "does not begin with one of [shop]"),
        wrong(items().alias("shop.items"), "declared more than once"),
        wrong(items().alias("shop.Open"), "alias shop.Open: the name is not lower snake case"),
        wrong(items().alias("shop." + "x".repeat(196)), "longer than 200"),
        wrong(items().alias("store.open"), "alias store.open: the name does not begin with"));
  }

  static Stream<Arguments> meanings() {
    return Stream.of(
        wrong(Metric.gauge("shop.items").noun("item"), "has no description"),
        wrong(items().says(" "), "has no description"),
        wrong(items().says("Items."), "ends in a full stop"),
        wrong(items().says("Items\nof all sorts"), "longer than one line"),
        wrong(Metric.gauge("shop.items").says("Items"), "neither a unit nor a noun"),
        wrong(items().window(Duration.ZERO), "the window is not a length of time"),
        wrong(items().freshFor(Duration.ZERO), "the freshness is not a length of time"),
        wrong(items().shownIn(" ", 1), "is shown in no group"),
        wrong(items().shownIn("Items", 0), "at no place in it"));
  }

  static Stream<Arguments> tags() {
    return Stream.of(
        wrong(items().taggedBy(STATUS, STATUS), "tag status twice in one group"),
        wrong(items().taggedBy(TagKey.bounded("Status", "open")), "tag Status:x is stored other"),
        wrong(items().taggedBy(TagKey.bounded("7d", "yes")), "tag 7d:x is stored otherwise"),
        wrong(items().taggedBy(TagKey.bounded("a", "b", "Open")), "tag a:Open is stored otherwise"),
        wrong(items().taggedBy(TagKey.bounded("a", "b", "b")), "tag a declares a value twice"),
        wrong(items().taggedBy(TagKey.bounded("env", "test")), "env is on every series already"),
        wrong(items().taggedBy(TagKey.bounded("source", "a")), "source is on every series already"),
        wrong(items().taggedBy(STATUS).taggedBy(STATUS), "series of [status] may be of [status]"),
        wrong(
            items().taggedBy(STATUS, LATE).taggedBy(CITY).taggedBy(STATUS),
            "series of [status, late] may be of [status]"),
        wrong(
            items().taggedBy(STATUS).emitted(Emitted.OPTIONAL_ON),
            "needs a tag with a budget, or none"),
        wrong(items().alias("shop.open", "status:open"), "stands for tags of no group"),
        wrong(items().taggedBy(STATUS).alias("shop.open", "state:open"), "tags of no group"),
        wrong(items().taggedBy(STATUS).alias("shop.lost", "status:lost"), "tags of no group"));
  }

  static Stream<Arguments> goals() {
    Metric lower = items().orientation(LOWER_IS_BETTER);
    Metric higher = items().orientation(HIGHER_IS_BETTER);
    return Stream.of(
        wrong(lower.target(Target.above(5)), "target > 5 contradicts LOWER_IS_BETTER"),
        wrong(lower.target(Target.atLeast(5)), "target ≥ 5 contradicts LOWER_IS_BETTER"),
        wrong(higher.target(Target.below(5)), "target < 5 contradicts HIGHER_IS_BETTER"),
        wrong(higher.target(Target.atMost(5)), "target ≤ 5 contradicts HIGHER_IS_BETTER"),
        wrong(items().target(Target.below(5)), "target < 5 contradicts NEUTRAL"),
        wrong(lower.target(Target.below(5).warningAt(6)), "warning comes after the target"),
        wrong(lower.target(Target.atMost(5).warningAt(6)), "warning comes after the target"),
        wrong(higher.target(Target.above(5).warningAt(4)), "warning comes after the target"),
        wrong(higher.target(Target.atLeast(5).warningAt(4)), "warning comes after the target"),
        wrong(lower.fom("a", "b", 0, 1), "figure of merit contradicts LOWER_IS_BETTER"),
        wrong(higher.fom("a", "b", 1, 0), "figure of merit contradicts HIGHER_IS_BETTER"),
        wrong(items().fom("a", "b", 0, 1), "figure of merit contradicts NEUTRAL"),
        wrong(higher.fom("ci", "p90 time", 0, 1), "health.ci.p90 time.fom is no metric name"),
        wrong(items().alertsAt(5, HOUR), "alerts, so it needs an orientation"),
        wrong(lower.alertsAt(5, Duration.ZERO), "the evaluation window is not a length of time"),
        wrong(
            lower.alerts(MonitorHint.at(5, HOUR).warningAt(6)),
            "the monitor's warning comes after what alerts"),
        wrong(
            higher.alerts(MonitorHint.beyond(5, HOUR).warningAt(5)),
            "the monitor's warning comes after what alerts"),
        wrong(
            lower.alerts(MonitorHint.at(5, HOUR).about("mood:bad")),
            "the monitor is about tags of no group"));
  }

  @ParameterizedTest
  @MethodSource({"names", "meanings", "tags", "goals"})
  void aFaultyDeclarationIsNamedWithWhatIsWrong(Metric metric, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.validated(Set.of("shop"), List.of(metric)))
        .withMessageContaining(metric.name())
        .withMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "wait_seconds, second",
    "wait_minutes, minute",
    "wait_hours, hour",
    "wait_hours_7d, hour",
    "late_pct, percent",
    "success_rate_7d, percent",
    "stock_gb, gibibyte",
    "cost_usd, dollar",
    "cost_usd_24h, dollar"
  })
  void aSuffixAsksForItsUnit(String suffixed, String unit) {
    Metric metric = named("shop." + suffixed);
    assertSound(metric.unit(Unit.of(unit)));
    for (Metric other :
        List.of(
            metric, metric.unit(Unit.of("byte")), metric.unit(Unit.of(unit).per(Unit.of("day"))))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Catalogue.validated(Set.of("shop"), List.of(other)))
          .withMessageContaining("suffix asks for the unit " + unit);
    }
  }

  @Test
  void everythingThatADeclarationCanSayIsSoundTogether() {
    assertSound(
        named("shop." + "x".repeat(195)),
        items()
            .taggedBy(STATUS, LATE)
            .taggedBy(STATUS, CITY)
            .emitted(Emitted.OPTIONAL_ON)
            .orientation(LOWER_IS_BETTER)
            .target(Target.below(10).warningAt(5))
            .fom("ci", "items", 20, 0)
            .alertsAt(20, HOUR)
            .shownIn("Items", 1)
            .window(HOUR)
            .alias("shop.late", "late:true", "status:open")
            .alias("shop.paris", "city:paris"),
        named("shop.exact").target(Target.exactly(1)));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Metric bare = Metric.gauge("store.items").taggedBy(STATUS, STATUS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.validated(Set.of("shop"), List.of(bare, named("shop"), bare)))
        .withMessageContainingAll(
            "metric store.items: declared more than once",
            "metric store.items: the name does not begin with",
            "metric store.items: has no description",
            "metric store.items: has neither a unit nor a noun",
            "metric store.items: tag status twice",
            "metric shop: the name is not");
  }

  @Test
  void twoMetricsMayNotShareANameNorARowOfTheHealthGrid() {
    Metric hot = items().orientation(LOWER_IS_BETTER).fom("ci", "items", 20, 0);
    Metric cold = named("shop.others").orientation(LOWER_IS_BETTER).fom("ci", "items", 10, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.validated(Set.of("shop"), List.of(hot, cold)))
        .withMessage("metric shop.others: its figure of merit is another's already");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Catalogue.validated(Set.of("shop"), List.of(hot, named("shop.a").alias("shop.items"))))
        .withMessage("metric shop.items: declared more than once");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Catalogue.validated(
                Set.of("shop"), List.of(hot, named("shop.a").tagged("shop.items", "state:a"))))
        .withMessage("metric shop.a: alias shop.items{state:a} is under a metric's own name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "pull request", "", "Second"})
  void aUnitThatDatadogDoesNotKnowIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Unit.of(name))
        .withMessageContaining("\"" + name + "\" is no unit of Datadog's");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "NaN,1", "0,Infinity"})
  void anchorsThatMakeNoLineAreRefused(double badAt, double goodAt) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> items().fom("ci", "items", badAt, goodAt))
        .withMessageContaining("ci.items");
  }

  @Test
  void aTagHasValuesOrABudget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TagKey.bounded("status"))
        .withMessage("tag status: neither values nor a budget");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TagKey.open("city", 0, Overflow.DROP))
        .withMessage("tag city: neither values nor a budget");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STATUS.orUpTo(-1, Overflow.DROP))
        .withMessage("tag status: a budget of -1 values");
  }

  @Test
  void aValueIsFreshForThreeSchedulesUnlessSaid() {
    Schedule schedule = Schedule.everyMinutes(10);
    assertThat(items().freshness(schedule)).isEqualTo(Duration.ofMinutes(30));
    assertThat(items().freshFor(HOUR).freshness(schedule)).isEqualTo(HOUR);
  }

  private static void assertSound(Metric... metrics) {
    assertThatCode(() -> Catalogue.validated(Set.of("shop"), List.of(metrics)))
        .doesNotThrowAnyException();
  }
}
