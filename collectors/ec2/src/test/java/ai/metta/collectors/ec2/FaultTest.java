// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.metric.Metric;
import ai.metta.sandbox.aws.AwsFault;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.http.Strike;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever goes wrong at whichever question, in one region or in all: no number is invented, and
/// what is missing says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final String EAST = ",region:us-east-1}";
  private static final String WEST = ",region:us-west-2}";

  private final AwsServer server = Account.served(3);
  private Map<String, Double> truth = Map.of();

  @BeforeAll
  void runOnceUndisturbed() {
    truth = run().values();
    assertThat(truth).hasSizeGreaterThan(100);
  }

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Trial trial() {
    return Account.collecting(server)
        .with("ec2.regions", "us-east-1, us-west-2, ap-northeast-1")
        .with("ec2.pricing_api", "true")
        .with("ec2.cost_explorer", "true");
  }

  private Report run() {
    return trial().run();
  }

  /// Where every answer is the same refusal, an unknown answer, or none.
  @ParameterizedTest
  @EnumSource
  void noFaultAtAnyQuestionMakesANumber(AwsFault fault) {
    for (Permission question : Permission.values()) {
      server.heal();
      server.fail(Strike.always(fault).at(question.action()));
      invents(fault + " at " + question, trial().with("ec2.regions", "us-east-1").run());
    }
  }

  /// Spec 6.12: an error once made every value none, or a shorter list, and the run a success.
  @Test
  void aRegionThatFailsCostsItselfAlone() {
    server.fail(Strike.always(AwsFault.INTERNAL_ERROR).at("ec2:\\w+ us-west-2"));
    Report report = run();
    assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(report.values().keySet())
        .noneMatch(name -> name.endsWith(WEST))
        .containsAll(truth.keySet().stream().filter(name -> name.endsWith(EAST)).toList());
    assertThat(report.said())
        .contains("ec2:DescribeInstances in us-west-2: 500 InternalError")
        .contains("request id 59dbff89-35bd-4eac-99ed-be587ed81825");
  }

  /// Spec 6.8, and section 1: a region that the account has not enabled is no failure.
  @Test
  void aRegionThatIsNotEnabledIsSkippedAndCounted() {
    Report report = trial().with("ec2.regions", "us-east-1, " + Estate.DISABLED_REGION).run();
    assertThat(report.result().status()).isEqualTo(Status.OK);
    assertThat(report.values())
        .containsEntry("collector.ec2.region_disabled{account:123456789012,region:me-south-1}", 1.0)
        .containsEntry("collector.ec2.region_disabled{account:123456789012,region:us-east-1}", 0.0);
    assertThat(report.values().keySet())
        .filteredOn(name -> name.endsWith(",region:me-south-1}"))
        .hasSize(1);
    assertThat(report.reasons("ec2.instances.total"))
        .anyMatch(one -> one.startsWith("unsupported: the account has not enabled me-south-1"));
  }

  /// Every permission, with the metrics that it says it costs.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DESCRIBE_REGIONS", "GET_CALLER_IDENTITY"})
  void aPermissionThatIsMissingIsNamedWithTheMetricsItCosts(Permission permission) {
    server.fail(Strike.always(AwsFault.UNAUTHORIZED).at(permission.action() + " "));
    Report report = run();
    Set<String> promised =
        Ec2Metrics.CATALOGUE.metrics().stream()
            .map(Metric::name)
            .filter(name -> permission.metrics().stream().anyMatch(one -> means(one, name)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(report.failed()).isEqualTo(promised);
    assertThat(report.said())
        .contains("allow " + permission.action() + ", without which there is no ");
  }

  private static boolean means(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  @ParameterizedTest
  @EnumSource(
      value = AwsFault.class,
      names = {"LIMIT_EXCEEDED", "INTERNAL_ERROR", "BAD_GATEWAY"})
  void whatPassesIsAskedAgain(AwsFault fault) {
    for (Permission question : Permission.values()) {
      server.heal();
      server.fail(Strike.always(fault).at(question.action()).onlyRequest(1));
      Report report = run();
      assertThat(report.result().status()).as(fault + " at " + question).isEqualTo(Status.OK);
      assertThat(report.values()).isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LOGIN_PAGE",
        "EMPTY_ANSWER",
        "CUT_ANSWER",
        "NO_LIST",
        "PAGES_IN_CIRCLES",
        "ENDLESS_PAGES"
      })
  void aListThatIsNoListIsNoneAtAll(AwsFault fault) {
    server.fail(Strike.always(fault).at("ec2:Describe(Instances|Volumes|Snapshots) us-east-1"));
    Report report = run();
    assertThat(report.failed())
        .contains("ec2.instances.total", "ec2.ebs.volumes", "ec2.ebs.snapshots");
    assertThat(report.values().keySet())
        .noneMatch(name -> name.startsWith("ec2.instances.") && name.endsWith(EAST))
        .anyMatch(name -> name.startsWith("ec2.instances.") && name.endsWith(WEST));
  }

  @Test
  void snapshotsOfOthersAreNotOurs() {
    server.fail(Strike.always(AwsFault.FOREIGN_SNAPSHOTS).at("DescribeSnapshots"));
    assertThat(run().values()).isEqualTo(truth);
  }

  /// Half an hour's points look like a quiet hour's.
  @Test
  void aPartOfThePointsIsNotAllOfThem() {
    server.fail(Strike.always(AwsFault.PARTIAL_DATA).at("GetMetricData us-east-1"));
    Report report = run();
    assertThat(report.failed())
        .containsExactly("ec2.utilization.idle_instances", "ec2.utilization.unknown_instances");
    assertThat(report.said()).contains("CloudWatch did not tell all of it (PartialData)");
  }

  @Test
  void anIdentityThatNobodyKnowsIsRefusedWithTheFirstQuestion() {
    int before = server.requests().size();
    Report report = trial().knowing("AWS_ACCESS_KEY_ID", "AKIANOBODY").run();
    assertThat(report.values()).isEmpty();
    assertThat(report.said())
        .contains("sts:GetCallerIdentity in us-east-1: 403 InvalidClientTokenId")
        .contains("renew them")
        .doesNotContain("sandbox-secret");
    assertThat(server.requests()).hasSize(before + 1);
  }

  /// A setting may name a region that is not enabled. One that AWS says is enabled is no such.
  @Test
  void credentialsThatAreNotTakenInOneEnabledRegionAreAFailureOfThatRegion() {
    server.fail(Strike.always(AwsFault.NOT_TAKEN).at("ec2:Describe(?!Regions)\\w+ us-west-2"));
    Report report = trial().with("ec2.regions", "all").run();
    assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(report.values().keySet())
        .noneMatch(name -> name.endsWith(WEST))
        .containsAll(truth.keySet().stream().filter(name -> name.endsWith(EAST)).toList());
    assertThat(report.reasons("collector.ec2.region_disabled"))
        .filteredOn(one -> one.startsWith("failed"))
        .singleElement()
        .asString()
        .startsWith("failed: ec2:DescribeInstances in us-west-2: 401 AuthFailure")
        .endsWith("those of a regional endpoint do");
    assertThat(report.failures().keySet()).allMatch(one -> one.startsWith("credentials: "));
  }

  /// Of one region, and of the account.
  private void invents(String when, Report report) {
    assertThat(report.failures().keySet()).as(when).noneMatch(one -> one.startsWith("bug"));
    Map<String, Double> told = new TreeMap<>(report.values());
    told.keySet().removeIf(name -> name.startsWith("collector.ec2.region_disabled"));
    assertThat(truth).as(when).containsAllEntriesOf(told);
    truth.keySet().stream()
        .filter(name -> name.contains(",region:us-east-1") || name.contains(",region:global"))
        .filter(name -> !report.values().containsKey(name))
        .map(name -> name.substring(0, name.indexOf('{')))
        .distinct()
        .forEach(metric -> assertThat(report.said()).as(when + ": " + metric).contains(metric));
  }
}
