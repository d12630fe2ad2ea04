// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Metric;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector against a simulated account, whose own truth every value is compared with.
final class SandboxTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void everyValueIsWhatIsSo(long seed) {
    try (AwsServer server = Account.served(seed)) {
      Report report = Account.collecting(server).run();
      assertThat(report.result().status())
          .as("seed %d: %s", seed, report.said())
          .isEqualTo(Status.OK);
      equal(report, Account.truth(server, Estate.regions(), Account.PRICED));
    }
  }

  @Test
  void everyValueOfALargeAccountThatTellsEverythingIsWhatIsSo() {
    AwsOptions options = AwsOptions.of(Fleet.of(3, 600), InstantSource.fixed(Account.NOW));
    try (AwsServer server = AwsServer.start(options.withWorkers(2_000, 1_000))) {
      Report report = Account.collecting(server).run();
      equal(report, Account.truth(server, Estate.regions(), Account.PRICED));
      assertThat(
              report.values().entrySet().stream()
                  .filter(one -> one.getKey().startsWith("ec2.instances.total{"))
                  .mapToDouble(Map.Entry::getValue)
                  .sum())
          .isGreaterThan(2_000);
      // In small pages, since each is held whole.
      assertThat(server.requests())
          .filteredOn(one -> one.startsWith("ec2:DescribeInstances us-west-2"))
          .hasSizeGreaterThan(1)
          .allMatch(one -> one.contains("MaxResults=200"));
    }
  }

  /// The price book lacks a region; the Pricing API knows it too.
  @Test
  void thePricingApiTellsWhatThePriceBookLacks() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.pricing_api", "true").run();
      equal(report, Account.truth(server, Estate.regions(), Estate.regions()));
      assertThat(server.requests())
          .filteredOn(one -> one.startsWith("pricing:GetProducts"))
          .isNotEmpty()
          .noneMatch(one -> one.contains("\"us-west-2\""));
    }
  }

  @Test
  void onlyTheHomeRegionIsReadUnlessSaid() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.regions", "us-west-2, eu-west-1").run();
      equal(report, Account.truth(server, List.of("us-west-2", "eu-west-1"), Account.PRICED));
    }
  }

  /// Paged two by two, and in no region's numbers.
  @Test
  void whatWasSpentIsToldOfTheAccountOnceADay() {
    try (AwsServer server = Account.served(3)) {
      Report report =
          Account.collecting(server)
              .with("ec2.regions", "us-east-1")
              .with("ec2.cost_explorer", "true")
              .run();
      Map<String, Double> spend = AwsServer.spend(LocalDate.parse("2026-03-16"));
      assertThat(report.values())
          .containsEntry(
              "ec2.cost.actual_usd{account:123456789012,region:global,service:ec2-other,window:1d}",
              spend.get("EC2 - Other"))
          .containsEntry(
              "ec2.cost.actual_usd{account:123456789012,region:global,service:tax,window:1d}",
              spend.get("Tax"));
      assertThat(server.requests())
          .filteredOn(one -> one.startsWith("ce:"))
          .hasSize(3)
          .allMatch(one -> one.contains("{\"Start\":\"2026-03-16\",\"End\":\"2026-03-17\"}"));
    }
  }

  @Test
  void theTruthKnowsEveryMetricButWhatIsSpent() {
    try (AwsServer server = Account.served(3)) {
      assertThat(
              Account.truth(server, Estate.regions(), Account.PRICED).keySet().stream()
                  .map(series -> series.substring(0, series.indexOf('{')))
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(
              Ec2Metrics.CATALOGUE.metrics().stream()
                  .map(Metric::name)
                  .filter(name -> !name.equals("ec2.cost.actual_usd"))
                  .toList());
    }
  }

  /// What the stories are told for has to happen in them.
  @Test
  void theSandboxHasSomethingOfEverything() {
    try (AwsServer server = Account.served(3)) {
      Map<String, Double> truth = Account.truth(server, Estate.regions(), Account.PRICED);
      for (String part :
          List.of(
              "ec2.instances.spot{account:123456789012,region:us-east-1}",
              "ec2.instances.stopped{account:123456789012,region:us-east-1}",
              "ec2.utilization.unknown_instances{account:123456789012,reason:no_data,region:us-east-1}",
              "ec2.utilization.unknown_instances{account:123456789012,reason:gpu_unobserved,region:us-east-1}",
              "ec2.utilization.unknown_instances{account:123456789012,reason:too_young,region:us-east-1}",
              "ec2.utilization.idle_instances{account:123456789012,instance_family:c5,region:us-east-1}",
              "ec2.resources.unknown_type_instances{account:123456789012,region:eu-west-1}",
              "ec2.cost.unpriced_instances{account:123456789012,region:ap-northeast-1}")) {
        assertThat(truth.getOrDefault(part, 0.0)).as(part).isPositive();
      }
    }
  }

  private static void equal(Report report, Map<String, Double> truth) {
    Map<String, Double> told = report.values();
    assertThat(told.keySet()).as(report.said()).containsExactlyInAnyOrderElementsOf(truth.keySet());
    truth.forEach(
        (series, value) -> assertThat(told.get(series)).as(series).isCloseTo(value, within(1e-6)));
  }
}
