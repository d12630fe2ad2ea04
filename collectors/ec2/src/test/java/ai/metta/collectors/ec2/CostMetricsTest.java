// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.ec2.Prices.Offer;
import ai.metta.collectors.ec2.Volume.Attachment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostMetricsTest {
  private static final Map<Offer, Double> SPOT =
      Map.of(
          new Offer("p5.48xlarge", "us-east-1a"), 20.0, new Offer("c5.large", "us-east-1a"), 0.25);
  private static final Map<String, Double> LIST = Map.of("p5.48xlarge", 50.0, "c5.large", 0.5);

  /// Spec 6.1 and 6.9: each at its own price, and a month of 730 hours.
  @Test
  void everyInstanceCostsWhatItsTypeCosts() {
    Given some =
        Given.instances(
                "1 p5.48xlarge running ondemand",
                "2 c5.large running ondemand",
                "3 p5.48xlarge running spot",
                "4 p5.48xlarge stopped spot",
                "5 c5.large terminated ondemand")
            .costing(SPOT, LIST);
    assertThat(some.told("ec2.cost.running_hourly"))
        .containsExactly(
            "basis:spot_history,pricing:spot=20.0", "basis:list,pricing:ondemand=50.5");
    assertThat(some.told("ec2.cost.monthly_estimate"))
        .containsExactly("basis:spot_history=14600.0", "basis:list=36865.0");
    assertThat(some.told("ec2.cost.unpriced_instances")).containsExactly("0.0");
  }

  @Test
  void whatHasNoPriceOfItsOwnIsCountedAndCostsNothing() {
    Given some =
        Given.instances(
                List.of(
                    Given.instance("1 c5.large running ondemand"),
                    Given.odd("2 c5.large running ondemand", "dedicated", Instance.LINUX, "a", 0),
                    Given.odd("3 c5.large running ondemand", "default", "Windows", "a", 0),
                    Given.odd(
                        "4 c5.large running spot", "default", Instance.LINUX, "us-east-1b", 0),
                    Given.instance("5 p5.48xlarge running capacity-block"),
                    Given.instance("6 c5.large running scheduled"),
                    Given.instance("7 g6.xlarge running ondemand")))
            .costing(SPOT, LIST);
    assertThat(some.told("ec2.cost.running_hourly"))
        .containsExactly("basis:list,pricing:ondemand=0.5");
    assertThat(some.told("ec2.cost.unpriced_instances")).containsExactly("6.0");
  }

  @Test
  void withoutAnyPriceNoCostIsClaimed() {
    Given some =
        Given.instances("1 c5.large running ondemand", "2 g6.xlarge running spot")
            .costing(Map.of(), Map.of());
    assertThat(some.told("ec2.cost.running_hourly"))
        .singleElement()
        .asString()
        .startsWith("absent: no running instance has a known price: set ec2.price_book");
    assertThat(some.told("ec2.cost.monthly_estimate").getFirst()).startsWith("absent");
    assertThat(some.told("ec2.cost.unpriced_instances")).containsExactly("2.0");
  }

  @Test
  void whereNothingRunsNothingIsPaid() {
    assertThat(Given.instances().costing(SPOT, LIST).told("ec2.cost.running_hourly"))
        .containsExactly("basis:spot_history,pricing:spot=0.0", "basis:list,pricing:ondemand=0.0");
  }

  /// Spec 6.2: savings were once the share of spot instances times 70.
  @Test
  void savingsCompareTheSameInstancesPrices() {
    Given some =
        Given.instances(
                "1 p5.48xlarge running spot",
                "2 c5.large running spot",
                "3 g6.xlarge running spot",
                "4 p5.48xlarge running ondemand",
                "5 p5.48xlarge stopped spot")
            .costing(SPOT, Map.of("p5.48xlarge", 50.0, "c5.large", 0.625));
    assertThat(some.told("ec2.cost.spot_savings_pct")).containsExactly("60.0");
    assertThat(
            Given.instances("1 p5.48xlarge running ondemand")
                .costing(SPOT, LIST)
                .told("ec2.cost.spot_savings_pct"))
        .containsExactly("absent: no spot instance runs whose spot and list price are known");
  }

  @Test
  void volumesCostTheirSizeAndThoseWithoutAPriceAreCounted() {
    Given some =
        Given.volumes(
            Map.of("gp3", 0.5),
            new Volume("1", Attachment.ATTACHED, "gp3", 100),
            new Volume("2", Attachment.UNATTACHED, "gp3", 20),
            new Volume("3", Attachment.ATTACHED, "io2", 1000));
    assertThat(some.told("ec2.cost.ebs_monthly_estimate")).containsExactly("volume_type:gp3=60.0");
    assertThat(some.told("ec2.cost.unpriced_volumes")).containsExactly("1.0");
    assertThat(
            Given.volumes(Map.of(), new Volume("1", Attachment.ATTACHED, "gp3", 100))
                .told("ec2.cost.ebs_monthly_estimate"))
        .containsExactly("unsupported: no prices of volumes: set ec2.ebs_prices");
  }

  @Test
  void whatWasSpentIsToldByService() {
    assertThat(Given.copies().told("ec2.cost.actual_usd"))
        .containsExactly("service:ec2-other,window:1d=3.0", "service:tax,window:1d=3.5");
  }
}
