// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CostTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Prices LIST =
      new Prices(5, 0, Optional.empty(), 10_000_000, Optional.empty());

  /// Series with these tags, parted by blanks.
  private static Usage gauge(Duration every, String... series) {
    return usage(MetricType.GAUGE, every, series);
  }

  private static Usage usage(MetricType type, Duration every, String... series) {
    Map<Tags, Duration> met = new LinkedHashMap<>();
    for (String tags : series) {
      met.put(Tags.parse(List.of(tags.split(" "))), every);
    }
    return new Usage("shop.orders", type, new Extent.Met(met));
  }

  @Test
  void aSeriesCountsOnceAnHourHoweverOftenItsPointsCome() {
    assertThat(gauge(Duration.ofMinutes(1), "a:1", "a:2").billableSeries()).isEqualTo(2);
    assertThat(gauge(Duration.ofHours(1), "a:1", "a:2").billableSeries()).isEqualTo(2);
  }

  /// The mean over the month's hours: five of six have no point.
  @Test
  void oneWithAPointEverySixHoursCountsASixth() {
    assertThat(gauge(Duration.ofHours(6), "a:1", "a:2", "a:3").billableSeries()).isEqualTo(0.5);
  }

  @Test
  void aDistributionCountsFiveTimes() {
    Usage distribution = usage(MetricType.DISTRIBUTION, TEN_MINUTES, "a:1", "a:2");
    assertThat(distribution.billableSeries()).isEqualTo(10);
    assertThat(distribution.points()).isEqualTo(5 * 2 * 730 * 6);
  }

  @Test
  void pointsFollowFromTheSchedule() {
    assertThat(gauge(TEN_MINUTES, "a:1", "a:2").points()).isEqualTo(2 * 730 * 6);
  }

  @Test
  void onlySeriesBeyondThoseIncludedArePaidFor() {
    List<Usage> usages = List.of(gauge(TEN_MINUTES, "a:1", "a:2", "a:3"));
    assertThat(Bill.of(usages, LIST).seriesUsd()).isCloseTo(0.15, within(1e-9));
    Prices two = new Prices(5, 2, Optional.empty(), 10_000_000, Optional.empty());
    assertThat(Bill.of(usages, two).seriesUsd()).isCloseTo(0.05, within(1e-9));
    Prices many = new Prices(5, 100, Optional.empty(), 10_000_000, Optional.empty());
    assertThat(Bill.of(usages, many).seriesUsd()).isZero();
  }

  @Test
  void aNameWithAHundredPointsAMonthIsFree() {
    Duration rare = Duration.ofHours(730).dividedBy(100);
    Prices named = new Prices(5, 0, Optional.of(2.0), 10_000_000, Optional.empty());
    Bill free = Bill.of(List.of(gauge(rare, "a:1")), named);
    assertThat(free.names()).isZero();
    assertThat(free.namesUsd()).contains(0.0);
    Bill paid = Bill.of(List.of(gauge(rare, "a:1", "a:2")), named);
    assertThat(paid.names()).isEqualTo(1);
    assertThat(paid.namesUsd()).contains(2.0);
  }

  @Test
  void pointsBeyondThoseOfANameArePaidFor() {
    Usage usage = gauge(TEN_MINUTES, "a:1", "a:2");
    Prices prices = new Prices(5, 0, Optional.of(1.0), 1_000, Optional.of(500.0));
    Bill bill = Bill.of(List.of(usage), prices);
    assertThat(bill.extraPoints()).isEqualTo(7760);
    assertThat(bill.namesUsd()).hasValueSatisfying(usd -> assertThat(usd).isEqualTo(4.88));
  }

  @Test
  void withoutAPriceTheAmountIsUnknown() {
    Usage usage = gauge(TEN_MINUTES, "a:1", "a:2");
    assertThat(Bill.of(List.of(usage), LIST).namesUsd()).isEmpty();
    Prices noExtra = new Prices(5, 0, Optional.of(1.0), 1_000, Optional.empty());
    assertThat(Bill.of(List.of(usage), noExtra).namesUsd()).isEmpty();
  }

  @Test
  void theKeyWithTheMostValuesDrivesAMetric() {
    Usage usage =
        gauge(TEN_MINUTES, "job:1 user:a", "job:2 user:a", "job:3 user:b", "job:3 user:a", "x:1");
    assertThat(usage.driver()).contains(new Driver("job", 3, 3));
    assertThat(usage.without("job").orElseThrow().series()).isEqualTo(3);
    assertThat(usage.without("user").orElseThrow().series()).isEqualTo(4);
    assertThat(usage.without("nothing").orElseThrow()).isEqualTo(usage);
  }

  @Test
  void ofTwoKeysTheOneThatIsDearerDrives() {
    Usage usage = gauge(TEN_MINUTES, "a:1 b:1", "a:1 b:2", "a:2 b:1", "a:2 b:2", "a:3 b:3 c:1");
    assertThat(gauge(TEN_MINUTES, "a:1 b:1 c:1", "a:2 b:2 c:1", "a:2 b:1 c:1").driver())
        .contains(new Driver("a", 2, 2));
    assertThat(usage.driver()).contains(new Driver("a", 3, 3));
  }

  @Test
  void aKeyOfOneValueDrivesNothing() {
    assertThat(gauge(TEN_MINUTES, "env:test").driver()).isEmpty();
  }

  /// Six-hourly series beside one of ten minutes: what is left has a point in each hour.
  @Test
  void whatBecomesOneSeriesIsAsFrequentAsItsMostFrequentPart() {
    Usage usage =
        new Usage(
            "shop.orders",
            MetricType.GAUGE,
            new Extent.Met(
                Map.of(Tags.of("a", "1"), Duration.ofHours(6), Tags.of("a", "2"), TEN_MINUTES)));
    assertThat(usage.without("a").orElseThrow().billableSeries()).isEqualTo(1);
  }

  @Test
  void ofANumberWithoutTagsNothingIsSaidOfKeys() {
    Usage told = new Usage("shop.orders", MetricType.GAUGE, new Extent.Told(12, TEN_MINUTES));
    assertThat(told.series()).isEqualTo(12);
    assertThat(told.billableSeries()).isEqualTo(12);
    assertThat(told.driver()).isEmpty();
    assertThat(told.without("a")).isEmpty();
  }

  @Test
  void theCeilingIsTheBudgetsMultipliedOut() {
    Metric metric =
        Metric.gauge("shop.orders")
            .taggedBy(
                TagKey.bounded("status", "open", "sent"),
                TagKey.bounded("late", "true").sometimes())
            .taggedBy(TagKey.bounded("size", "s").orUpTo(3, Overflow.OTHER));
    assertThat(Ceiling.of(metric, List.of())).isEqualTo(2 * 2 + 4);
    assertThat(Ceiling.of(metric, List.of(TagKey.open("shop", 10, Overflow.DROP)))).isEqualTo(80);
    assertThat(Ceiling.of(Metric.gauge("shop.visits"), List.of())).isEqualTo(1);
  }

  @Test
  void aCeilingBeyondAllNumbersIsTheLargestOne() {
    TagKey wide = TagKey.open("a", Integer.MAX_VALUE, Overflow.DROP);
    Metric metric =
        Metric.gauge("shop.orders").taggedBy(wide, wide, wide).taggedBy(TagKey.bounded("b", "1"));
    assertThat(Ceiling.of(metric, List.of())).isEqualTo(Long.MAX_VALUE);
  }
}
