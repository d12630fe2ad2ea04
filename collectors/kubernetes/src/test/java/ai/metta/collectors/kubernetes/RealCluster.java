// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collect.Report;
import ai.metta.collect.Trial;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A real API server, filled by its administrator and read by the collector as the service account
/// of `rbac.yaml`. Started by `src/test/apiserver/run`, and no test: a server has to be built
/// first.
final class RealCluster {
  private static final int MANY = 1200;

  private final String server;
  private final Path authority;
  private final KubernetesClient admin;
  private final Path folder;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<String> wrong = new ArrayList<>();

  private RealCluster(String server, Path authority, KubernetesClient admin, Path folder) {
    this.server = server;
    this.authority = authority;
    this.admin = admin;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Config config = Config.empty();
    config.setMasterUrl(arguments[0]);
    config.setCaCertFile(arguments[1]);
    config.setAutoOAuthToken(arguments[2]);
    List<String> wrong;
    try (KubernetesClient admin = new KubernetesClientBuilder().withConfig(config).build()) {
      RealCluster cluster =
          new RealCluster(arguments[0], Path.of(arguments[1]), admin, Path.of(arguments[4]));
      cluster.fill(Files.readString(Path.of(arguments[3])));
      cluster.check();
      wrong = cluster.wrong;
    }
    wrong.forEach(System.out::println);
    System.out.println(wrong.isEmpty() ? "All is as it should be." : "That was wrong.");
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private void fill(String role) {
    System.out.println("Server " + admin.getKubernetesVersion().getGitVersion());
    for (String namespace : List.of("monitoring", "web")) {
      create("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
    }
    create(role);
    create(METRICS_API);
    for (int number = 0; number < MANY; number++) {
      create(pod("plain-" + number, "{}"));
    }
    running("wasteful", "{requests: {cpu: '2', memory: 1Gi}}", "500m", "256Mi");
    running("frugal", "{requests: {cpu: 500m, memory: 128Mi}}", "1500000000n", "65536Ki");
    running("asks-for-nothing", "{}", "100u", "1e6");
    running("unmeasured", "{requests: {cpu: '8'}}", "", "");
    status(
        pod("crashing", "{}"),
        "{phase: Running, containerStatuses: [{name: main, image: x, imageID: x, ready: false,"
            + " restartCount: 9, state: {waiting: {reason: CrashLoopBackOff}}, lastState:"
            + " {terminated: {exitCode: 137, reason: OOMKilled, finishedAt: '%s'}}}]}"
                .formatted(now.minusSeconds(600)));
    status(pod("failed", "{}"), "{phase: Failed}");
    deployments();
    status(
        """
        {apiVersion: batch/v1, kind: Job,
         metadata: {name: github-1, namespace: monitoring, labels: {collector: github},
           ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: github-collector, uid: u-1}]},
         spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x}]}}}}
        """,
        "{conditions: [{type: Failed, status: 'True', lastTransitionTime: '%s'}]}".formatted(now));
  }

  private void deployments() {
    String form =
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: %s, namespace: web},
         spec: {replicas: %d, selector: {matchLabels: {app: x}}, template: {metadata:
           {labels: {app: x}}, spec: {containers: [{name: main, image: x}]}}}}
        """;
    create(form.formatted("off", 0));
    status(
        form.formatted("gone", 2),
        "{replicas: 2, conditions: [{type: Available, status: 'False', lastTransitionTime: '%s'}]}"
            .formatted(now.minusSeconds(900)));
  }

  private static String pod(String name, String resources) {
    return """
    {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: web},
     spec: {containers: [{name: main, image: x, resources: %s}]}}
    """
        .formatted(name, resources);
  }

  private void running(String name, String resources, String cpu, String memory) {
    status(
        pod(name, resources), "{phase: Running, startTime: '%s'}".formatted(now.minusSeconds(60)));
    if (!cpu.isEmpty()) {
      create(
          """
          {apiVersion: metrics.k8s.io/v1beta1, kind: PodMetrics,
           metadata: {name: %s, namespace: web}, timestamp: '%s', window: 15s,
           containers: [{name: main, usage: {cpu: '%s', memory: '%s'}}]}
          """
              .formatted(name, now, cpu, memory));
    }
  }

  private void create(String yaml) {
    admin.load(stream(yaml)).items().forEach(item -> admin.resource(item).create());
  }

  private void status(String yaml, String status) {
    HasMetadata item = admin.load(stream(yaml)).items().getFirst();
    admin.resource(item).create();
    HasMetadata withStatus =
        admin
            .load(stream(yaml.strip().replaceAll("}$", ", status: " + status + "}")))
            .items()
            .getFirst();
    admin.resource(withStatus).patchStatus();
  }

  private static ByteArrayInputStream stream(String yaml) {
    // The library takes what begins with a brace for JSON.
    return new ByteArrayInputStream(("---\n" + yaml).getBytes(StandardCharsets.UTF_8));
  }

  private void check() throws IOException {
    String token =
        admin
            .serviceAccounts()
            .inNamespace("monitoring")
            .withName("kubernetes-collector")
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Path kubeconfig = kubeconfig(token, authority);
    Report whole = collecting(kubeconfig).run();
    System.out.println(whole.lines());
    compare("with the role", expected(), whole.values());
    mayNot("secrets", token);
    mayNot("nodes", token);
    compare("in a pod", expected(), asServiceAccount(token).run().values());

    Path nobody = Files.writeString(folder.resolve("nobody.crt"), "");
    said("without the authority", "no TLS connection", collecting(kubeconfig(token, nobody)).run());

    admin.apiextensions().v1().customResourceDefinitions().withName("pods.metrics.k8s.io").delete();
    Map<String, Double> unknown = new TreeMap<>(expected());
    unknown
        .keySet()
        .removeIf(name ->
            !name.startsWith("k8s.pods.")
                && !name.startsWith("k8s.dep")
                && !name.startsWith("k8s.jobs")
                && !name.contains("without_requests"));
    unknown.keySet().removeIf(name -> name.matches(".*(unmeasured|idle|low_).*"));
    unknown.put("collector.kubernetes.metrics_api_available{cluster:real}", 0.0);
    compareWhenGone(unknown, kubeconfig);

    admin.rbac().clusterRoleBindings().withName("kubernetes-collector").delete();
    said("without the role", "cannot list resource \"pods\"", collecting(kubeconfig).run());
    said("with a wrong token", "401", collecting(kubeconfig("wrong", authority)).run());
  }

  /// The server forgets the resource a moment after it is told to.
  private void compareWhenGone(Map<String, Double> expected, Path kubeconfig) {
    Map<String, Double> told = Map.of();
    for (int tried = 0; tried < 30 && !told.equals(expected); tried++) {
      told = collecting(kubeconfig).run().values();
    }
    compare("without a metrics API", expected, told);
  }

  private static Map<String, Double> expected() {
    Map<String, Double> expected = new TreeMap<>();
    put(expected, "k8s.pods.", "pending", MANY, "running", 5, "succeeded", 0, "failed", 1);
    put(expected, "k8s.pods.", "unknown", 0, "stuck_pending", 0, "crash_looping", 1);
    put(expected, "k8s.pods.", "image_pull_errors", 0, "oomkilled_24h", 1, "high_restarts", 1);
    put(expected, "k8s.pods.", "unmeasured", 2, "idle_count", 0, "low_cpu_usage", 0);
    put(expected, "k8s.pods.", "low_memory_usage", 0);
    put(expected, "k8s.resources.", "cpu_requested_cores", 2.5, "cpu_used_cores", 2.0001);
    put(expected, "k8s.resources.", "cpu_waste_cores", 1.5, "cpu_efficiency_pct", 80);
    put(expected, "k8s.resources.", "memory_requested_gb", 1.125);
    put(expected, "k8s.resources.", "memory_used_gb", 0.3125 + 1e6 / (1 << 30));
    put(expected, "k8s.resources.", "memory_waste_gb", 0.8125);
    put(expected, "k8s.resources.", "memory_efficiency_pct", 100 * 320.0 / 1152);
    put(expected, "k8s.resources.", "overallocated_pods", 0, "pods_without_requests", 2);
    put(expected, "k8s.", "deployments.zero_replicas", 1, "deployments.unavailable", 1);
    put(expected, "k8s.", "jobs.failed_24h", 1);
    put(expected, "collector.kubernetes.", "metrics_api_available", 1);
    return expected;
  }

  private static void put(Map<String, Double> values, String prefix, Object... namesAndValues) {
    for (int index = 0; index < namesAndValues.length; index += 2) {
      values.put(
          prefix + namesAndValues[index] + "{cluster:real}",
          ((Number) namesAndValues[index + 1]).doubleValue());
    }
  }

  private Trial collecting(Path kubeconfig) {
    return trial().knowing("KUBECONFIG", kubeconfig.toString());
  }

  private Trial asServiceAccount(String token) throws IOException {
    Path account = Files.createDirectories(folder.resolve("account"));
    Files.writeString(account.resolve("token"), token);
    Files.copy(authority, account.resolve("ca.crt"));
    return trial()
        .with("kubernetes.service_account_dir", account.toString())
        .knowing("KUBERNETES_SERVICE_HOST", "127.0.0.1")
        .knowing("KUBERNETES_SERVICE_PORT", server.replaceAll(".*:", ""));
  }

  private static Trial trial() {
    return Trial.of(new KubernetesCollector(), Instant.now()).knowing("K8S_CLUSTER_NAME", "real");
  }

  private Path kubeconfig(String token, Path trusted) throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "kubeconfig", ".yaml"),
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        """
            .formatted(server, trusted, token));
  }

  private void mayNot(String resource, String token) {
    Config config = Config.empty();
    config.setMasterUrl(server);
    config.setCaCertFile(authority.toString());
    config.setAutoOAuthToken(token);
    try (KubernetesClient account = new KubernetesClientBuilder().withConfig(config).build()) {
      account.raw("/api/v1/" + resource, "GET", null);
      wrong.add("the role lets " + resource + " be listed");
    } catch (KubernetesClientException refused) {
      System.out.println(resource + ": " + refused.getCode());
      if (refused.getCode() != 403) {
        wrong.add(resource + ": " + refused.getMessage());
      }
    }
  }

  private void compare(String when, Map<String, Double> expected, Map<String, Double> told) {
    int before = wrong.size();
    if (!told.keySet().equals(expected.keySet())) {
      wrong.add(when + ": expected " + expected.keySet() + " and got " + told.keySet());
    }
    expected.forEach((series, value) -> {
      double got = told.getOrDefault(series, Double.NaN);
      if (!(Math.abs(got - value) < 1e-9)) {
        wrong.add(when + ": " + series + " is " + got + " and not " + value);
      }
    });
    System.out.println(when + ": " + (wrong.size() == before ? "as expected" : "not as expected"));
  }

  private void said(String when, String words, Report report) {
    String said = report.said().lines().findFirst().orElse("nothing");
    System.out.println(when + ": " + said);
    if (!report.said().contains(words) || !report.values().isEmpty()) {
      wrong.add(when + ": " + said);
    }
  }

  /// Answers just as metrics-server does.
  private static final String METRICS_API =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: pods.metrics.k8s.io
        annotations: {api-approved.kubernetes.io: "unapproved, test double"}
      spec:
        group: metrics.k8s.io
        scope: Namespaced
        names: {plural: pods, singular: pod, kind: PodMetrics, listKind: PodMetricsList}
        versions:
          - name: v1beta1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;
}
