// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.simulation;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.jobresults.JobResultsOptions;
import ai.metta.sandbox.jobresults.JobResultsServer;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.kubernetes.KubernetesOptions;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.wandb.WandbOptions;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.WandbTruth;
import ai.metta.sandbox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The services of one simulated organisation, and what leads a run to them.
public final class Simulation implements AutoCloseable {
  /// GitHub's for a large customer: a month is read at once.
  private static final long LIMIT = 15_000;

  private static final String SOURCES = "job_results.sources";

  /// What has no service of its own: it sums up what the others come to.
  private static final String SUMMARY = "health";

  private final World world;
  private final InstantSource clock;
  private final Path scratch;
  private final List<AutoCloseable> servers = Collections.synchronizedList(new ArrayList<>());
  private final List<Service> services = new ArrayList<>();
  private final List<String> collectors;

  private Simulation(World world, InstantSource clock, Path scratch, List<String> collectors) {
    this.world = world;
    this.clock = clock;
    this.scratch = scratch;
    this.collectors = collectors;
  }

  /// Starts those of an organisation whose story leads up to now.
  ///
  /// @param seed which organisation
  /// @param jobs in its fleet's history
  /// @param scratch a folder for what is read from files
  /// @param wanted collectors that are to find their service; none for all
  /// @throws ExitException of the usage kind, where one of them is not simulated
  public static Simulation start(
      long seed, int jobs, InstantSource clock, Path scratch, Collection<String> wanted) {
    return start(World.of(seed, jobs, clock.instant()), clock, scratch, wanted);
  }

  /// Starts those of an organisation, at another instant of its story if need be.
  public static Simulation start(
      World world, InstantSource clock, Path scratch, Collection<String> wanted) {
    Simulation simulation = new Simulation(world, clock, scratch, chosen(wanted));
    try {
      simulation.start();
      return simulation;
    } catch (RuntimeException failed) {
      simulation.close();
      throw failed;
    }
  }

  private static final List<String> ALL =
      List.of(
          "skypilot", "github", "wandb", "ec2", "kubernetes", "asana", "training", "eval", SUMMARY);

  /// Holds a number of jobs against what a fleet can have.
  ///
  /// @throws ExitException of the usage kind where a fleet cannot have so many
  public static void requireJobs(int jobs) {
    if (jobs < 60 || jobs > 200_000) {
      throw new ExitException(Exit.USAGE, "--jobs: " + jobs + " is not between 60 and 200000");
    }
  }

  /// Collectors by name, in the order that they are told in.
  ///
  /// @throws ExitException of the usage kind, where one of them is not simulated
  public static List<String> chosen(Collection<String> wanted) {
    for (String name : wanted) {
      if (!ALL.contains(name)) {
        throw new ExitException(
            Exit.USAGE,
            "the demo has nothing for \""
                + name
                + "\" to collect from, but for "
                + String.join(", ", ALL));
      }
    }
    return wanted.isEmpty() ? ALL : ALL.stream().filter(wanted::contains).toList();
  }

  private void start() {
    Map<String, Supplier<Service>> each = new LinkedHashMap<>();
    each.put("skypilot", this::skypilot);
    each.put("github", this::github);
    each.put("wandb", this::wandb);
    each.put("ec2", this::aws);
    each.put("kubernetes", this::kubernetes);
    each.put("asana", this::asana);
    each.put("training", this::jobResults);
    boolean readsResults = collectors.contains("training") || collectors.contains("eval");
    each.forEach((collector, service) -> {
      if (collectors.contains(collector) || (collector.equals("training") && readsResults)) {
        services.add(service.get());
      }
    });
  }

  private <S extends AutoCloseable> S serving(S server) {
    servers.add(server);
    return server;
  }

  private Service skypilot() {
    SkypilotServer server = serving(SkypilotServer.start(SkypilotOptions.of(world.fleet(), clock)));
    return new Service(
        List.of("skypilot"),
        "SkyPilot server with " + world.fleet().jobs() + " jobs",
        server.endpoint(),
        Map.of("skypilot.endpoint", server.endpoint().toString()),
        Map.of());
  }

  private Service github() {
    GithubOptions options = GithubOptions.of(world.organisation(), clock).withLimits(LIMIT, LIMIT);
    GithubServer server = serving(GithubServer.start(options));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("github.api_url", server.endpoint().toString());
    settings.put("github.organisation", world.organisation().login());
    settings.put("github.deployments", "environment:production");
    return new Service(
        List.of("github"),
        "GitHub with " + world.organisation().repositories().size() + " repositories",
        server.endpoint(),
        settings,
        Map.of("GITHUB_TOKEN", options.token()));
  }

  private Service wandb() {
    WandbOptions options = WandbOptions.of(world.experiments(), clock);
    WandbServer server = serving(WandbServer.start(options));
    Map<String, String> settings = new LinkedHashMap<>();
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
    return new Service(
        List.of("wandb"),
        "Weights & Biases with " + Experiments.PROJECTS.size() + " projects",
        server.endpoint(),
        settings,
        Map.of("WANDB_API_KEY", options.key()));
  }

  private Service aws() {
    AwsOptions options = AwsOptions.of(world.fleet(), clock);
    AwsServer server = serving(AwsServer.start(options));
    List<String> regions = Estate.regions();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("ec2.endpoint", server.endpoint().toString());
    settings.put("ec2.regions", "all");
    settings.put("ec2.price_book", written("prices.csv", AwsServer.priceBook(regions)));
    settings.put("ec2.ebs_prices", "gp3=0.08,gp2=0.1");
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("AWS_ACCESS_KEY_ID", options.accessKey());
    keys.put("AWS_SECRET_ACCESS_KEY", "sandbox-aws-secret-0123456789");
    return new Service(
        List.of("ec2"),
        "AWS with " + regions.size() + " regions",
        server.endpoint(),
        settings,
        keys);
  }

  private Service kubernetes() {
    KubernetesOptions options = KubernetesOptions.of(world.seed(), world.fleet(), clock);
    KubernetesServer server = serving(KubernetesServer.start(options));
    int pods = server.cluster(clock.instant()).pods().size();
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
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kubernetes.cluster", "arena");
    settings.put("kubernetes.per_namespace", "true");
    settings.put("kubernetes.kubeconfig", written("kubeconfig", kubeconfig));
    return new Service(
        List.of("kubernetes"),
        "Kubernetes cluster with " + pods + " pods",
        server.endpoint(),
        settings,
        Map.of());
  }

  private String written(String name, String content) {
    try {
      return Files.writeString(scratch.resolve(name), content).toString();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private Service asana() {
    AsanaOptions options = AsanaOptions.of(world.board(), clock);
    AsanaServer server = serving(AsanaServer.start(options));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("asana.base_url", server.endpoint().toString());
    settings.put("asana.workspace", world.board().workspace());
    settings.put("asana.per_project", "true");
    settings.put("asana.bugs_project", world.board().bugs());
    settings.put("asana.training_bug_label", "training");
    return new Service(
        List.of("asana"),
        "Asana with " + world.board().projects().size() + " projects",
        server.endpoint(),
        settings,
        Map.of("ASANA_ACCESS_TOKEN", options.token()));
  }

  /// Two collectors read what one runner wrote.
  private Service jobResults() {
    JobResultsServer server =
        serving(JobResultsServer.start(JobResultsOptions.of(world.suites(), clock)));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SOURCES, server.endpoint().toString());
    settings.put("job_results.suites", SuiteStory.STABLE + "," + SuiteStory.CI);
    return new Service(
        Stream.of("training", "eval").filter(collectors::contains).toList(),
        "shelf of a runner with " + server.runs().size() + " documents",
        server.endpoint(),
        settings,
        Map.of());
  }

  /// Lets the runner's whole archive be read too, and says where.
  public Map<String, String> archive() {
    JobResultsServer server =
        serving(JobResultsServer.start(JobResultsOptions.of(world.archive(), clock)));
    return Map.of(SOURCES, server.endpoint().toString());
  }

  public World world() {
    return world;
  }

  /// Who collects from them, in the order that they are told in.
  public List<String> collectors() {
    return collectors;
  }

  public List<Service> services() {
    return List.copyOf(services);
  }

  /// A line for each that listens.
  public List<String> announcements() {
    return services.stream()
        .map(one -> "A simulated " + one.what() + " listens on " + one.endpoint())
        .toList();
  }

  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    services.forEach(one -> all.putAll(one.settings()));
    return all;
  }

  /// Their secrets.
  public Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    services.forEach(one -> all.putAll(one.environment()));
    return all;
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
