// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Answers of AWS's that lack what every answer has.
final class AnswersTest {
  private static final String HOME = "us-east-1";

  /// Answers whatever is asked with an instance, or a region, of which only that is told.
  private record Ec2(Consumer<software.amazon.awssdk.services.ec2.model.Instance.Builder> told)
      implements Ec2Client {
    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest asked) {
      return DescribeInstancesResponse.builder()
          .reservations(
              Reservation.builder()
                  .instances(
                      software.amazon.awssdk.services.ec2.model.Instance.builder()
                          .instanceId("i-1")
                          .instanceType("c5.large")
                          .launchTime(Instant.EPOCH)
                          .state(state -> state.name("running"))
                          .applyMutation(told)
                          .build())
                  .build())
          .build();
    }

    @Override
    public DescribeRegionsResponse describeRegions(DescribeRegionsRequest asked) {
      return DescribeRegionsResponse.builder().regions(Region.builder().build()).build();
    }

    @Override
    public String serviceName() {
      return "ec2";
    }

    @Override
    public void close() {}
  }

  private record Sts() implements StsClient {
    @Override
    public GetCallerIdentityResponse getCallerIdentity() {
      return GetCallerIdentityResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sts";
    }

    @Override
    public void close() {}
  }

  private record Spending(Group group) implements CostExplorerClient {
    @Override
    public GetCostAndUsageResponse getCostAndUsage(GetCostAndUsageRequest asked) {
      return GetCostAndUsageResponse.builder()
          .resultsByTime(ResultByTime.builder().groups(group).build())
          .build();
    }

    @Override
    public String serviceName() {
      return "ce";
    }

    @Override
    public void close() {}
  }

  private record CloudWatch() implements CloudWatchClient {
    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest asked) {
      return GetMetricDataResponse.builder()
          .metricDataResults(MetricDataResult.builder().statusCode("Complete").values(1.0).build())
          .build();
    }

    @Override
    public String serviceName() {
      return "monitoring";
    }

    @Override
    public void close() {}
  }

  private static Instance instance(
      Consumer<software.amazon.awssdk.services.ec2.model.Instance.Builder> told) {
    return new RegionClient(new Ec2(told), new GpuShares(), HOME, Standing.NAMED, "123456789012")
        .instances()
        .getFirst();
  }

  private static AccountClient account(Group group) {
    return new AccountClient(new Sts(), new Ec2(_ -> {}), () -> new Spending(group), HOME);
  }

  private static void isMalformed(ThrowingCallable asking, String what) {
    assertThatThrownBy(asking)
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown -> assertThat(thrown.failure()).isInstanceOf(Failure.Malformed.class))
        .hasMessageContaining(what);
  }

  /// Only what AWS says is Linux on a shared host has its price.
  @Test
  void whatHostOrSystemIsNotToldHasNoPrice() {
    Prices prices = new Prices(Map.of(), Map.of("c5.large", 0.5));
    assertThat(
            prices.hourly(
                instance(one ->
                    one.platformDetails("Linux/UNIX").placement(at -> at.tenancy("default")))))
        .hasValue(0.5);
    assertThat(prices.hourly(instance(one -> one.platformDetails("Linux/UNIX")))).isEmpty();
    assertThat(
            prices.hourly(
                instance(one ->
                    one.platformDetails("Linux/UNIX").placement(at -> at.availabilityZone("a")))))
        .isEmpty();
    assertThat(prices.hourly(instance(one -> one.placement(at -> at.tenancy("default")))))
        .isEmpty();
  }

  @Test
  void whatHasNoNameIsMalformed() {
    AccountClient account = account(Group.builder().build());
    isMalformed(account::number, "the answer tells no account");
    isMalformed(account::regions, "the answer tells a region without a name");
    isMalformed(
        () -> instance(one -> one.tags(Tag.builder().value("x").build())),
        "i-1 with a tag without a key");
    isMalformed(
        () ->
            new ActivityClient(new CloudWatch(), HOME)
                .cpu(List.of(Given.instance("1 c5.large running ondemand")), Given.AS_OF),
        "the answer tells points without the id of their query");
  }

  @Test
  void aCostWithoutAServiceOrAnAmountIsMalformed() {
    LocalDate day = LocalDate.parse("2026-03-16");
    MetricValue cost = MetricValue.builder().amount("1.5").unit("USD").build();
    MetricValue vague = MetricValue.builder().unit("USD").build();
    assertThat(account(group(cost, "Tax")).spend(day).dollars()).isEqualTo(Map.of("Tax", 1.5));
    isMalformed(() -> account(group(cost)).spend(day), "a cost without a service");
    isMalformed(() -> account(group(vague, "Tax")).spend(day), "no cost in dollars of Tax");
    isMalformed(
        () -> account(group(cost.toBuilder().unit("EUR").build(), "Tax")).spend(day),
        "no cost in dollars of Tax");
  }

  private static Group group(MetricValue cost, String... keys) {
    return Group.builder().keys(keys).metrics(Map.of("UnblendedCost", cost)).build();
  }
}
