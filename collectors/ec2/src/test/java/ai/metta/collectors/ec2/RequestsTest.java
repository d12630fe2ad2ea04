// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Runner;
import ai.metta.collect.Trial;
import ai.metta.sandbox.aws.AwsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is asked, how often, and what has to be allowed for it.
final class RequestsTest {
  private static final String[] EU = {"account:123456789012", "region:eu-west-1"};

  /// Identity needs no permission; every other action is in the policy, and no other.
  @Test
  void thePolicyOfTheReadmeIsWhatIsAsked() throws IOException {
    Set<String> policy =
        Pattern.compile("\"(\\w+:\\w+)\"")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        Stream.of(Permission.values())
            .map(Permission::action)
            .filter(action -> !action.equals("sts:GetCallerIdentity"))
            .collect(Collectors.toCollection(TreeSet::new));
    try (AwsServer server = Account.served(3)) {
      Account.collecting(server)
          .with("ec2.pricing_api", "true")
          .with("ec2.cost_explorer", "true")
          .run();
      Set<String> asked =
          server.requests().stream()
              .map(one -> one.substring(0, one.indexOf(' ')))
              .filter(action -> !action.equals("sts:GetCallerIdentity"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(policy).isEqualTo(known).isEqualTo(asked);
    }
  }

  @Test
  void listsAreReadPageByPage() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.regions", "us-east-1").run();
      List<String> asked = server.requests();
      assertThat(asked.getFirst()).isEqualTo("sts:GetCallerIdentity us-east-1");
      assertThat(asked)
          .filteredOn(one -> one.startsWith("ec2:DescribeSnapshots"))
          .hasSize(3)
          .allMatch(one -> one.contains("Owner.1=self"));
      assertThat(asked)
          .filteredOn(one -> one.startsWith("ec2:DescribeInstances "))
          .allMatch(one -> one.contains("Filter.1.Name=instance-state-name"));
      assertThat(asked).noneMatch(one -> one.startsWith("pricing:") || one.startsWith("ce:"));
      assertThat(
              report.result().series().stream()
                  .filter(series -> series.metric().equals("collector.ec2.api_requests"))
                  .map(series -> series.points().getFirst().value()))
          .containsExactly((double) asked.size());
    }
  }

  /// CloudWatch each half hour, snapshots each hour, Cost Explorer each day, by the run's instant.
  @ParameterizedTest
  @CsvSource({
    "2026-03-18T00:04:59Z, true,  true,  true",
    "2026-03-18T00:05:00Z, false, false, false",
    "2026-03-17T23:59:59Z, false, false, false",
    "2026-03-18T00:00:00Z, true,  true,  true",
    "2026-03-17T23:57:00Z, false, false, false",
  })
  void whatIsDearIsAskedOnlyWhenItIsDue(
      Instant asOf, boolean activity, boolean snapshots, boolean spend) {
    try (AwsServer server = Account.served(3)) {
      Report report =
          Account.collecting(server)
              .with("ec2.regions", "us-east-1")
              .with("ec2.cost_explorer", "true")
              .about(asOf)
              .run();
      List<String> asked = server.requests();
      assertThat(asked.stream().anyMatch(one -> one.startsWith("cloudwatch:"))).isEqualTo(activity);
      assertThat(asked.stream().anyMatch(one -> one.contains("Snapshots"))).isEqualTo(snapshots);
      assertThat(asked.stream().anyMatch(one -> one.startsWith("ce:"))).isEqualTo(spend);
      if (!activity) {
        assertThat(report.reasons("ec2.utilization.idle_instances"))
            .anyMatch(
                one -> one.startsWith("unsupported: CloudWatch is asked once in 30 min, next at"));
      }
    }
  }

  /// By what the data folder remembers, for a schedule of one's own: at 01:20, an hour and a half
  /// after the run before, half an hour after it, and where nothing is remembered.
  @ParameterizedTest
  @CsvSource({
    "2026-03-17T23:50:00Z, true,  true,  true",
    "2026-03-18T00:50:00Z, true,  true,  false",
    "2026-03-18T01:10:00Z, false, false, false",
    ",                     false, false, false",
  })
  void whatBecameDueSinceTheRunBeforeIsAsked(
      @Nullable Instant before, boolean activity, boolean snapshots, boolean spend) {
    try (AwsServer server = Account.served(3)) {
      Trial trial =
          Account.collecting(server)
              .with("ec2.regions", "us-east-1")
              .with("ec2.cost_explorer", "true")
              .about(Instant.parse("2026-03-18T01:20:00Z"));
      new Runner(trial.conditions())
          .run(
              List.of(trial.collector()),
              trial.plan().after(before == null ? Map.of() : Map.of("ec2", before)));
      List<String> asked = server.requests();
      assertThat(asked.stream().anyMatch(one -> one.startsWith("cloudwatch:"))).isEqualTo(activity);
      assertThat(asked.stream().anyMatch(one -> one.contains("Snapshots"))).isEqualTo(snapshots);
      assertThat(asked.stream().anyMatch(one -> one.startsWith("ce:"))).isEqualTo(spend);
    }
  }

  /// One type that AWS does not know would fail a request that lists it.
  @Test
  void typesAreAskedForOnceWhicheverAwsKnows() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.regions", "eu-west-1").run();
      assertThat(server.requests())
          .filteredOn(one -> one.startsWith("ec2:DescribeInstanceTypes"))
          .singleElement()
          .asString()
          .contains("Filter.1.Name=instance-type", "m1.ancient");
      assertThat(report.value("ec2.resources.unknown_type_instances", EU)).isEqualTo(1);
    }
  }

  @Test
  void whatCostExplorerCostsIsSaidWhereItIsOff() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.regions", "us-east-1").run();
      assertThat(report.reasons("ec2.cost.actual_usd"))
          .singleElement()
          .asString()
          .startsWith("unsupported: ec2.cost_explorer is off")
          .contains("0.01 USD a request");
    }
  }

  @Test
  void idleDetectionMayBeOff() {
    try (AwsServer server = Account.served(3)) {
      Report report = Account.collecting(server).with("ec2.idle_detection", "false").run();
      assertThat(server.requests()).noneMatch(one -> one.startsWith("cloudwatch:"));
      assertThat(report.reasons("ec2.utilization.idle_instances"))
          .containsExactly("unsupported: ec2.idle_detection is off");
    }
  }

  @Test
  void olderNamesStandForTheSameNumbers() {
    try (AwsServer server = Account.served(3)) {
      Report report =
          Account.collecting(server).with("ec2.regions", "us-east-1").withAliases().run();
      String scope = "account:123456789012,region:us-east-1";
      double gpus =
          report.values().entrySet().stream()
              .filter(one -> one.getKey().startsWith("ec2.resources.gpus{"))
              .mapToDouble(one -> one.getValue())
              .sum();
      assertThat(report.value("ec2.instances.gpu_count", scope.split(",", -1))).isEqualTo(gpus);
      assertThat(report.values())
          .containsEntry(
              "ec2.instances{" + scope + ",type:gpu}",
              report.value("ec2.instances.gpu_instances", scope.split(",", -1)))
          .containsEntry(
              "ec2.instances{account:123456789012,pricing:spot,region:us-east-1}",
              report.value("ec2.instances.spot", scope.split(",", -1)));
    }
  }

  @Test
  void doctorAsksWhoWeAreAndWhatCanBeRead() {
    try (AwsServer server = Account.served(3)) {
      assertThat(Account.collecting(server).with("ec2.regions", "us-east-1").probes())
          .extracting(probe -> probe.question() + ": " + probe.finding().detail())
          .satisfiesExactly(
              one -> assertThat(one).isEqualTo("credentials taken: account 123456789012"),
              one -> assertThat(one).isEqualTo("regions known: us-east-1"),
              one -> assertThat(one).matches("instances of us-east-1 readable: \\d+ instances"),
              one -> assertThat(one).matches("volumes of us-east-1 readable: \\d+ volumes"));
    }
  }
}
