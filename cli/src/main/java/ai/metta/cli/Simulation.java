// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.jobresults.JobResultsOptions;
import ai.metta.sandbox.jobresults.JobResultsServer;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.kubernetes.KubernetesOptions;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.WandbOptions;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.WandbTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The services of one simulated organisation, and what leads a run to them.
final class Simulation implements AutoCloseable {
  private static final String JOB_RESULTS = "job_results.sources";

  private final Deque<AutoCloseable> servers = new ArrayDeque<>();
  private final List<String> collectors = new ArrayList<>();
  private final List<String> announcements = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Simulation() {}

  /// Starts them.
  ///
  /// @param seed which organisation
  /// @param jobs in its fleet's history
  /// @param scratch a folder for what is read from files
  /// @param wanted collectors that are to find their service; none for all
  /// @throws ExitException of the usage kind, where one of them is not simulated
  static Simulation start(
      long seed, int jobs, InstantSource clock, Path scratch, Collection<String> wanted) {
    Instant now = clock.instant();
    Fleet fleet = Fleet.of(seed, jobs);
    Simulation simulation = new Simulation();
    Map<String, Runnable> services = new LinkedHashMap<>();
    services.put(
        "skypilot",
        () -> simulation.skypilot(SkypilotServer.start(SkypilotOptions.of(fleet, clock)), jobs));
    services.put(
        "github", () -> simulation.github(GithubOptions.of(Organisation.of(seed, now), clock)));
    services.put("wandb", () -> simulation.wandb(WandbOptions.of(Experiments.of(fleet), clock)));
    services.put("ec2", () -> simulation.aws(AwsOptions.of(fleet, clock), scratch));
    services.put(
        "kubernetes",
        () -> simulation.kubernetes(KubernetesOptions.of(seed, fleet, clock), now, scratch));
    services.put(
        "asana", () -> simulation.asana(AsanaOptions.of(Board.of(seed, fleet.at(now)), clock)));
    for (String collector : List.of("training", "eval")) {
      services.put(collector, () -> simulation.jobResults(collector, fleet, clock));
    }
    // It has no service of its own: it sums up what the others come to.
    services.put("health", () -> simulation.collectors.add("health"));
    for (String name : wanted) {
      if (!services.containsKey(name)) {
        throw new ExitException(
            Exit.USAGE,
            "the demo has nothing for \""
                + name
                + "\" to collect from, but for "
                + String.join(", ", services.keySet()));
      }
    }
    if (!wanted.isEmpty()) {
      services.keySet().retainAll(wanted);
    }
    try {
      services.values().forEach(Runnable::run);
      return simulation;
    } catch (RuntimeException failed) {
      simulation.close();
      throw failed;
    }
  }

  private void skypilot(SkypilotServer server, int jobs) {
    add("skypilot", server, "SkyPilot server with " + jobs + " jobs", server.endpoint());
    settings.put("skypilot.endpoint", server.endpoint().toString());
  }

  private void github(GithubOptions options) {
    GithubServer server = GithubServer.start(options);
    Organisation organisation = options.organisation();
    add(
        "github",
        server,
        "GitHub with " + organisation.repositories().size() + " repositories",
        server.endpoint());
    settings.put("github.api_url", server.endpoint().toString());
    settings.put("github.organisation", organisation.login());
    settings.put("github.deployments", "environment:production");
    environment.put("GITHUB_TOKEN", options.token());
  }

  private void wandb(WandbOptions options) {
    WandbServer server = WandbServer.start(options);
    add(
        "wandb",
        server,
        "Weights & Biases with " + Experiments.PROJECTS.size() + " projects",
        server.endpoint());
    settings.put("wandb.base_url", server.endpoint().toString());
    settings.put("wandb.entity", Experiments.ENTITY);
    settings.put("wandb.projects", String.join(",", Experiments.PROJECTS));
    settings.put("wandb.launch_queues", String.join(",", Experiments.QUEUES));
    settings.put("wandb.page_pause", "0s");
    settings.put(
        "wandb.gpu_prices",
        WandbTruth.PRICES.entrySet().stream()
            .map(price -> price.getKey() + "=" + price.getValue())
            .sorted()
            .collect(Collectors.joining(",")));
    environment.put("WANDB_API_KEY", options.key());
  }

  private void aws(AwsOptions options, Path scratch) {
    AwsServer server = AwsServer.start(options);
    List<String> regions = Estate.regions();
    add("ec2", server, "AWS with " + regions.size() + " regions", server.endpoint());
    settings.put("ec2.endpoint", server.endpoint().toString());
    settings.put("ec2.regions", "all");
    settings.put(
        "ec2.price_book", written(scratch, "prices.csv", AwsServer.priceBook(regions)).toString());
    settings.put("ec2.ebs_prices", "gp3=0.08,gp2=0.1");
    environment.put("AWS_ACCESS_KEY_ID", options.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox-aws-secret-0123456789");
  }

  private void kubernetes(KubernetesOptions options, Instant now, Path scratch) {
    KubernetesServer server = KubernetesServer.start(options);
    int pods = server.cluster(now).pods().size();
    add("kubernetes", server, "Kubernetes cluster with " + pods + " pods", server.endpoint());
    String kubeconfig =
        """
        apiVersion: v1
        kind: Config
        current-context: demo
        contexts:
          - name: demo
            context: {cluster: demo, user: demo}
        clusters:
          - name: demo
            cluster: {server: "%s"}
        users:
          - name: demo
            user: {token: "%s"}
        """
            .formatted(server.endpoint(), options.token());
    settings.put("kubernetes.cluster", "arena");
    settings.put("kubernetes.kubeconfig", written(scratch, "kubeconfig", kubeconfig).toString());
  }

  private static Path written(Path scratch, String name, String content) {
    try {
      return Files.writeString(scratch.resolve(name), content);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private void asana(AsanaOptions options) {
    AsanaServer server = AsanaServer.start(options);
    Board board = options.board();
    add("asana", server, "Asana with " + board.projects().size() + " projects", server.endpoint());
    settings.put("asana.base_url", server.endpoint().toString());
    settings.put("asana.workspace", board.workspace());
    settings.put("asana.bugs_project", board.bugs());
    settings.put("asana.training_bug_label", "training");
    environment.put("ASANA_ACCESS_TOKEN", options.token());
  }

  /// Both collectors read what one runner wrote.
  private void jobResults(String collector, Fleet fleet, InstantSource clock) {
    if (settings.containsKey(JOB_RESULTS)) {
      collectors.add(collector);
      return;
    }
    SuiteStory story = SuiteStory.of(fleet, Experiments.of(fleet));
    JobResultsServer server = JobResultsServer.start(JobResultsOptions.of(story, clock));
    int runs = server.runs().size();
    add(collector, server, "shelf of a runner with " + runs + " documents", server.endpoint());
    settings.put(JOB_RESULTS, server.endpoint().toString());
    settings.put("job_results.suites", SuiteStory.STABLE + "," + SuiteStory.CI);
  }

  private void add(String collector, AutoCloseable server, String what, URI endpoint) {
    servers.push(server);
    collectors.add(collector);
    announcements.add("A simulated " + what + " listens on " + endpoint);
  }

  /// Who collects from them, in the order that they are told in.
  List<String> collectors() {
    return List.copyOf(collectors);
  }

  /// A line for each that listens.
  List<String> announcements() {
    return List.copyOf(announcements);
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /// Their secrets.
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  @Override
  public void close() {
    servers.forEach(server -> {
      try {
        server.close();
      } catch (Exception kept) {
        // It ends with the process at the latest.
      }
    });
  }
}
