// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.kubernetes.KubernetesFault;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever goes wrong at whichever list: no number is invented, and what is missing says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final String PODS = "/api/v1/pods";
  private static final String USAGE = "metrics.k8s.io";
  private static final String AVAILABLE =
      "collector.kubernetes.metrics_api_available{cluster:arena}";
  private static final String WASTE = "k8s.resources.cpu_waste_cores{cluster:arena}";
  private static final String CRASH_LOOPING = "k8s.pods.crash_looping{cluster:arena}";
  private static final List<String> LISTS = List.of(PODS, USAGE, "/deployments", "/jobs");

  private final KubernetesServer server = Served.cluster(3);
  private Map<String, Double> truth = Map.of();

  @BeforeAll
  void runOnceUndisturbed() {
    truth = run().values();
    assertThat(truth).hasSizeGreaterThan(25);
  }

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Report run() {
    return Served.collecting(server).run();
  }

  @ParameterizedTest
  @EnumSource
  void noFaultOfAnyListMakesANumber(KubernetesFault fault) {
    for (String list : LISTS) {
      server.heal();
      server.fail(Strike.always(fault).at(list));
      invents(fault + " at " + list, run());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVER_ERROR", "UNAVAILABLE", "BAD_GATEWAY"})
  void whatPassesIsAskedAgain(KubernetesFault fault) {
    for (String list : LISTS) {
      server.heal();
      server.fail(Strike.always(fault).at(list).onlyRequest(1));
      Report report = run();
      assertThat(report.result().status()).as(fault + " at " + list).isEqualTo(Status.OK);
      assertThat(report.values()).isEqualTo(truth);
    }
  }

  /// Its second page, in the first reading.
  @Test
  void aListWhosePagesExpiredIsReadAnewOnce() {
    server.fail(Strike.always(KubernetesFault.EXPIRED_PAGES).at("continue=").onlyRequest(1));
    int before = server.requests().size();
    assertThat(run().values()).isEqualTo(truth);
    assertThat(server.requests().subList(before, server.requests().size()))
        .filteredOn(one -> one.startsWith(PODS))
        .hasSize(4);
  }

  @Test
  void aListThatExpiresTwiceIsNone() {
    server.fail(Strike.always(KubernetesFault.EXPIRED_PAGES).at("continue="));
    Report report = run();
    assertThat(report.failed()).contains("k8s.pods.running", "k8s.resources.cpu_waste_cores");
    assertThat(report.reasons("k8s.pods.running"))
        .singleElement()
        .asString()
        .contains("410")
        .contains("expired");
    assertThat(report.values()).containsKey("k8s.deployments.zero_replicas{cluster:arena}");
  }

  /// A blanket catch left initial zeros once: no crash loop, on error.
  @ParameterizedTest
  @ValueSource(strings = {PODS, USAGE})
  void anAmountThatIsNoneMakesNoZero(String list) {
    server.fail(Strike.always(KubernetesFault.ODD_AMOUNT).at(list));
    Report report = run();
    assertThat(report.failed()).contains("k8s.resources.cpu_waste_cores", "k8s.pods.idle_count");
    assertThat(report.values().containsKey(CRASH_LOOPING)).isEqualTo(list.equals(USAGE));
    assertThat(report.result().outcomes())
        .filteredOn(one -> one.metric().equals("k8s.resources.cpu_waste_cores"))
        .singleElement()
        .extracting(one -> one.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(Failure.Malformed.class));
  }

  /// Of 7 seconds, each time; the clock stands still.
  @Test
  void theServersOwnPatienceIsKept() {
    server.fail(Strike.always(KubernetesFault.TOO_MANY_REQUESTS).at("/jobs").onlyRequest(1));
    List<Duration> waits = new ArrayList<>();
    Report report = Served.collecting(server).pausing(waits::add).run();
    assertThat(report.values()).isEqualTo(truth);
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void aClusterWithoutAMetricsApiTellsHowItsPodsAreAndNotWhatTheyUse() {
    server.fail(Strike.always(KubernetesFault.NOT_FOUND).at(USAGE));
    Report report = run();
    assertThat(report.result().status()).isEqualTo(Status.OK);
    assertThat(report.values())
        .containsEntry(AVAILABLE, 0.0)
        .containsEntry(CRASH_LOOPING, truth.get(CRASH_LOOPING))
        .containsKey("k8s.resources.pods_without_requests{cluster:arena}")
        .doesNotContainKey("k8s.pods.unmeasured{cluster:arena}")
        .doesNotContainKey(WASTE);
    assertThat(report.reasons("k8s.resources.cpu_waste_cores"))
        .containsExactly(
            "unsupported: the cluster has no metrics API: install metrics-server to know what pods"
                + " use");
  }

  @Test
  void aMetricsApiThatFailsCostsWhatPodsUse() {
    server.fail(Strike.always(KubernetesFault.UNAVAILABLE).at(USAGE));
    Report report = run();
    assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(report.values())
        .containsEntry(AVAILABLE, 0.0)
        .containsEntry(CRASH_LOOPING, truth.get(CRASH_LOOPING))
        .doesNotContainKey(WASTE);
    assertThat(report.reasons("k8s.resources.cpu_waste_cores"))
        .singleElement()
        .asString()
        .startsWith("failed:")
        .contains("/apis/metrics.k8s.io/v1beta1/pods: 503");
  }

  @Test
  void whetherThereIsAMetricsApiIsNotKnownToThoseWhoMayNotLook() {
    server.fail(Strike.always(KubernetesFault.FORBIDDEN).at(USAGE));
    Report report = run();
    assertThat(report.values()).doesNotContainKey(AVAILABLE).containsKey(CRASH_LOOPING);
    assertThat(report.reasons("collector.kubernetes.metrics_api_available"))
        .singleElement()
        .asString()
        .contains("cannot list resource \"pods\" in API group \"metrics.k8s.io\"")
        .contains("grant the verb list on pods.metrics.k8s.io");
  }

  @Test
  void aRefusalNamesTheVerbTheResourceAndWhatItCosts() {
    server.fail(Strike.always(KubernetesFault.FORBIDDEN).at("/deployments"));
    assertThat(run().reasons("k8s.deployments.zero_replicas"))
        .singleElement()
        .asString()
        .contains("GET http://127.0.0.1:", "/apis/apps/v1/deployments: 403")
        .contains("system:serviceaccount:monitoring:kubernetes-collector")
        .contains("grant the verb list on deployments.apps in all namespaces")
        .contains("without it there is no k8s.deployments.*");
  }

  @Test
  void withoutPodsThereIsNothingOfPodsAtAll() {
    server.fail(Strike.always(KubernetesFault.SERVER_ERROR).at(PODS));
    Report report = run();
    assertThat(report.values().keySet())
        .containsExactlyInAnyOrder(
            AVAILABLE,
            "k8s.deployments.unavailable{cluster:arena}",
            "k8s.deployments.zero_replicas{cluster:arena}",
            "k8s.jobs.failed_24h{cluster:arena}");
  }

  @Test
  void aWrongTokenIsNeverShown() {
    Report report =
        Served.collecting(Served.kubeconfig(server.endpoint(), "token: secret-deadbeef0123456789"))
            .run();
    assertThat(report.values()).isEmpty();
    assertThat(report.result().reason().orElseThrow().kind()).isEqualTo("credentials");
    assertThat(report.said()).contains("401").doesNotContain("deadbeef");
  }

  /// It would be taken to whatever host a redirect names.
  @Test
  void noRedirectIsFollowed() {
    server.fail(Strike.always(KubernetesFault.REDIRECT).at(PODS));
    assertThat(run().reasons("k8s.pods.running"))
        .singleElement()
        .asString()
        .contains("302")
        .contains("not at this address");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBe() {
    Report report =
        Served.collecting(
                Served.kubeconfig(URI.create("http://127.0.0.1:1"), "token: " + Served.TOKEN))
            .run();
    assertThat(report.values()).isEmpty();
    assertThat(report.said()).contains("no answer (nobody listens there)");
  }

  private void invents(String when, Report report) {
    assertThat(truth.keySet()).as(when).containsAll(report.values().keySet());
    report
        .values()
        .forEach((series, value) ->
            assertThat(value)
                .as(when + ": " + series)
                .isEqualTo(series.equals(AVAILABLE) && value == 0 ? 0.0 : truth.get(series)));
    Set<String> missing =
        truth.keySet().stream()
            .filter(name -> !report.values().containsKey(name))
            .map(name -> name.substring(0, name.indexOf('{')))
            .collect(Collectors.toCollection(TreeSet::new));
    missing.forEach(metric ->
        assertThat(report.reasons(metric))
            .as(when)
            .isNotEmpty()
            .allMatch(reason -> reason.matches("(failed|unsupported): .{20,}")));
  }
}
