// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.collectors.kubernetes.Usage.Sampled;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An item that lacks what every item has is a broken answer: it would pass for one that is well.
final class RequiredTest {
  private static final String METADATA =
      "metadata: {name: a, namespace: web, creationTimestamp: '2026-03-18T11:00:00Z',"
          + " ownerReferences: [{kind: CronJob}]}";

  private static Object read(String yaml) {
    HasMetadata shown = new KubernetesSerialization().unmarshal(yaml);
    return switch (shown) {
      case Pod pod -> PodReader.pod(pod);
      case Deployment deployment -> WorkloadReader.deployment(deployment);
      case Job job -> WorkloadReader.job(job);
      case PodMetrics usage -> UsageReader.sampled(usage);
      default -> throw new IllegalArgumentException(yaml);
    };
  }

  private static String item(String version, String kind, String rest) {
    return "--- {apiVersion: %s, kind: %s, %s, %s}".formatted(version, kind, METADATA, rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1      | Pod        | 'status: {}'               | spec",
        "v1      | Pod        | 'spec: {}'                 | status",
        "v1      | Pod        | 'spec: {}, status: {containerStatuses: [{state: {}}]}' | name of a container",
        "apps/v1 | Deployment | 'status: {}'               | spec",
        "apps/v1 | Deployment | 'spec: {replicas: 2}'      | status",
        "apps/v1 | Deployment | 'spec: {}, status: {conditions: [{type: Available, status: \"False\"}]}' | lastTransitionTime of a condition",
        "batch/v1 | Job       | 'spec: {}'                 | status",
        "batch/v1 | Job       | 'spec: {}, status: {conditions: [{type: Failed, status: \"True\"}]}' | lastTransitionTime of a condition",
        "metrics.k8s.io/v1beta1 | PodMetrics | 'window: 15s, containers: []' | timestamp",
      })
  void whatEveryItemHasMayNotBeMissing(String version, String kind, String rest, String missing) {
    assertThatThrownBy(() -> read(item(version, kind, rest)))
        .isInstanceOf(Required.MissingException.class)
        .hasMessage("an item of kind %s has no %s", kind, missing);
  }

  /// Kubernetes leaves out what is 0, and what has not come to be.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1       | Pod",
        "apps/v1  | Deployment",
        "batch/v1 | Job",
      })
  void whatIsThereMayBeEmpty(String version, String kind) {
    assertThat(read(item(version, kind, "spec: {}, status: {}"))).isNotNull();
  }

  @Test
  void aPodBeginsWhereItsNodeHasIt() {
    String started = "spec: {}, status: {startTime: '2026-03-18T11:00:07Z'}";
    assertThat(read(item("v1", "Pod", started)))
        .extracting("began")
        .isEqualTo(Instant.parse("2026-03-18T11:00:07Z"));
    assertThat(read(item("v1", "Pod", "spec: {}, status: {}")))
        .extracting("began")
        .isEqualTo(Instant.parse("2026-03-18T11:00:00Z"));
  }

  @Test
  void aContainerThatIsToldByHalfIsNotTold() {
    Sampled seen =
        (Sampled)
            read(
                item(
                    "metrics.k8s.io/v1beta1",
                    "PodMetrics",
                    "timestamp: '2026-03-18T11:00:30Z', window: 15.2s, containers: [{name: main,"
                        + " usage: {cpu: 250m, memory: 1Ki}}, {name: half, usage: {cpu: 1}}]"));
    assertThat(seen.at()).isEqualTo(Instant.parse("2026-03-18T11:00:30Z"));
    assertThat(seen.byContainer()).containsOnlyKeys("main");
  }
}
