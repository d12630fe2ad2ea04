// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.stream.Stream;

/// One reading of a cluster, as configured.
///
/// @param cluster what it is called
record KubernetesReading(Fetch fetch, Entrance entrance, String cluster, KubernetesConfig config) {

  /// @throws ai.metta.collect.NotConfiguredException where there is no cluster, or it has no name
  static KubernetesReading of(Fetch fetch) {
    KubernetesDoor door = new KubernetesDoor(fetch.settings());
    Entrance entrance = door.entrance();
    return new KubernetesReading(
        fetch, entrance, door.cluster(entrance), KubernetesConfig.from(fetch.settings()));
  }

  /// Reads all of it.
  KubernetesSnapshot snapshot() {
    Part<KubernetesClient> client = client();
    try {
      Part<List<Pod>> pods = fetch.part("pods", client, KubernetesClient::pods);
      Part<MetricsApi> usage = fetch.part("usage", client, KubernetesClient::metricsApi);
      Part<List<Deployment>> deployments =
          fetch.part("deployments", client, KubernetesClient::deployments);
      Part<List<OwnJob>> jobs = fetch.part("jobs", client, open -> open.jobs(config.jobs()));
      return new KubernetesSnapshot(
          config, pods.fetched(), usage.fetched(), deployments.fetched(), jobs.fetched());
    } finally {
      close(client);
    }
  }

  /// The way in may run a command for credentials, which is why it is a part.
  private Part<KubernetesClient> client() {
    return fetch.part(
        "connection",
        () ->
            new KubernetesClient(
                ApiServer.open(entrance, fetch.http(), fetch.redactor(), fetch::remaining)));
  }

  private static void close(Part<KubernetesClient> client) {
    if (client.fetched() instanceof Fetched.Known<KubernetesClient>(KubernetesClient open)) {
      open.close();
    }
  }

  /// Whether the server lets us in, and shows what the metrics need.
  List<Probe> probes() {
    Part<KubernetesClient> client = client();
    try {
      return Stream.of(Listed.values())
          .map(listed ->
              fetch.part(
                  listed.granted(),
                  client,
                  open -> {
                    open.probe(listed);
                    return cluster;
                  }))
          .toList()
          .stream()
          .map(part -> Probe.of(part.name() + " may be listed", part.fetched()))
          .toList();
    } finally {
      close(client);
    }
  }
}
