// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.jobresults.JobResultsOptions;
import ai.metta.sandbox.jobresults.JobResultsServer;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.jobresults.suite.SuiteTruth;
import ai.metta.sandbox.kubernetes.KubernetesOptions;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.wandb.WandbOptions;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import ai.metta.sandbox.wandb.experiments.WandbTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Services that hold ten times what a large organisation has. All are of one seed, and each is as
/// large as it is by what makes it so in its sandbox.
final class Services {
  private static final long SEED = 7;

  /// The fleet of an organisation whose size something else says.
  private static final int USUAL_JOBS = Fleet.USUAL_JOBS;

  private static final int JOBS_OF_20_000_RUNS = Fleet.LARGEST_JOBS;
  private static final int WORKERS = 5_000;
  private static final int AWS_PAGE = 1_000;
  private static final int SERVICES_OF_10_000_PODS = 4_400;
  private static final int TEAMS_OF_20_000_TASKS = 225;
  private static final Duration GAP_OF_5_000_DOCUMENTS = Duration.ofSeconds(138);
  private static final Duration TURN = Duration.ofMinutes(15);

  private Services() {}

  /// Runs of a week.
  static Service wandb(Instant now, Path scratch) {
    Experiments experiments = Experiments.of(Fleet.of(SEED, JOBS_OF_20_000_RUNS));
    WandbOptions options = WandbOptions.of(experiments, InstantSource.fixed(now));
    List<TrainingRun> seen =
        experiments.at(now).runs().stream()
            .filter(run -> run.sight() == TrainingRun.Sight.OPEN)
            .toList();
    WandbServer server = WandbServer.start(options);
    String prices =
        WandbTruth.PRICES.entrySet().stream()
            .map(price -> price.getKey() + "=" + price.getValue())
            .collect(Collectors.joining(","));
    return new Service(
        List.of("wandb"),
        count(new WandbRuns(seen, now).ofWeek(), "runs of 7 days"),
        server.endpoint(),
        address ->
            Map.of(
                "wandb.base_url", address.toString(),
                "wandb.entity", Experiments.ENTITY,
                "wandb.projects", String.join(",", Experiments.PROJECTS),
                "wandb.launch_queues", String.join(",", Experiments.QUEUES),
                "wandb.gpu_prices", prices),
        Map.of("WANDB_API_KEY", options.key()),
        Duration.ofMinutes(30),
        () -> server.requests().values().stream().mapToInt(Integer::intValue).sum(),
        asOf -> new WandbRuns(seen, asOf).counts(),
        server);
  }

  /// A run in between: neither snapshots nor CloudWatch are due.
  static Service ec2(Instant now, Path scratch) throws IOException {
    return ec2(now, scratch, Duration.ofMinutes(1), "ec2.cost.running_hourly");
  }

  /// The first run of an hour: both are due.
  static Service ec2Due(Instant now, Path scratch) throws IOException {
    return ec2(now, scratch, Duration.ofHours(1), "ec2.ebs.snapshots");
  }

  private static Service ec2(Instant now, Path scratch, Duration lastRun, String more)
      throws IOException {
    AwsOptions options =
        AwsOptions.of(Fleet.of(SEED, USUAL_JOBS), InstantSource.fixed(now))
            .withWorkers(WORKERS, AWS_PAGE);
    List<String> regions = Estate.workerRegions();
    Path prices =
        Files.writeString(scratch.resolve("prices.csv"), AwsServer.priceBook(Estate.regions()));
    Estate estate = options.estate(now);
    SortedMap<Series, Double> truth =
        Service.sums(
            regions.stream()
                .map(region -> estate.truth(region, Set.copyOf(regions)).values())
                .toList(),
            "ec2.instances.total",
            "ec2.instances.running",
            "ec2.resources.gpus",
            "ec2.ebs.volumes",
            more);
    AwsServer server = AwsServer.start(options);
    return new Service(
        List.of("ec2"),
        count(truth.getOrDefault(Series.of("ec2.instances.total"), 0.0).longValue(), "instances"),
        server.endpoint(),
        address ->
            Map.of(
                "ec2.endpoint", address.toString(),
                "ec2.regions", String.join(",", regions),
                "ec2.price_book", prices.toString()),
        Map.of(
            "AWS_ACCESS_KEY_ID",
            options.accessKey(),
            "AWS_SECRET_ACCESS_KEY",
            "sandbox-aws-secret-0123456789"),
        lastRun,
        () -> server.requests().size(),
        _ -> truth,
        server);
  }

  static Service asana(Instant now, Path scratch) {
    Board board = Board.of(SEED, Fleet.of(SEED, USUAL_JOBS).at(now), TEAMS_OF_20_000_TASKS);
    // Its clock goes on: what is served is told by dates.
    AsanaOptions options = AsanaOptions.of(board, InstantSource.system());
    AsanaServer server = AsanaServer.start(options);
    Function<Instant, SortedMap<Series, Double>> truth =
        asOf ->
            Service.sums(
                List.of(board.truth(asOf).values()),
                "asana.tasks.open",
                "asana.tasks.completed_7d",
                "asana.tasks.created_7d",
                "asana.projects.active",
                "asana.projects.bugs.total_open");
    double tasks =
        Service.sums(List.of(board.truth(now).values()), "collector.asana.objects_read")
            .values()
            .iterator()
            .next();
    return new Service(
        List.of("asana"),
        count((long) tasks, "tasks of " + board.projects().size() + " projects"),
        server.endpoint(),
        address ->
            Map.of(
                "asana.base_url", address.toString(),
                "asana.workspace", board.workspace(),
                "asana.bugs_project", board.bugs()),
        Map.of("ASANA_ACCESS_TOKEN", options.token()),
        TURN,
        () -> server.requests().size(),
        truth,
        server);
  }

  /// Most pods run, so that the list of what they use is about as long as theirs.
  static Service kubernetes(Instant now, Path scratch) {
    KubernetesOptions options =
        KubernetesOptions.of(SEED, Fleet.of(SEED, USUAL_JOBS), InstantSource.fixed(now))
            .withServices(SERVICES_OF_10_000_PODS)
            .inFull();
    KubernetesServer server = KubernetesServer.start(options);
    SortedMap<Series, Double> truth =
        Service.sums(
            List.of(server.cluster(now).truth().values()),
            "k8s.pods.running",
            "k8s.pods.pending",
            "k8s.pods.succeeded",
            "k8s.pods.failed",
            "k8s.pods.unknown",
            "k8s.deployments.zero_replicas");
    return new Service(
        List.of("kubernetes"),
        count(server.cluster(now).pods().size(), "pods"),
        server.endpoint(),
        address ->
            Map.of(
                "kubernetes.cluster",
                "bench",
                "kubernetes.kubeconfig",
                kubeconfig(scratch, address, options.token()).toString()),
        Map.of(),
        TURN,
        () -> server.requests().size(),
        _ -> truth,
        server);
  }

  private static Path kubeconfig(Path scratch, URI address, String token) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: bench
        contexts: [{name: bench, context: {cluster: bench, user: bench}}]
        clusters: [{name: bench, cluster: {server: "%s"}}]
        users: [{name: bench, user: {token: "%s"}}]
        """
            .formatted(address, token);
    try {
      return Files.writeString(scratch.resolve("kubeconfig"), text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /// All documents in one answer.
  static Service documents(Instant now, Path scratch) {
    Fleet fleet = Fleet.of(SEED, USUAL_JOBS);
    SuiteStory story = SuiteStory.of(fleet, Experiments.of(fleet)).every(GAP_OF_5_000_DOCUMENTS);
    JobResultsServer server =
        JobResultsServer.start(JobResultsOptions.of(story, InstantSource.fixed(now)));
    return new Service(
        List.of("training", "eval"),
        count(server.runs().size(), "documents"),
        server.endpoint(),
        address ->
            Map.of(
                "job_results.sources",
                address.toString(),
                "job_results.suites",
                SuiteStory.STABLE + "," + SuiteStory.CI),
        Map.of(),
        TURN,
        () -> server.requests().size(),
        asOf -> results(server.truth(asOf)),
        server);
  }

  private static SortedMap<Series, Double> results(SuiteTruth truth) {
    return Service.sums(
        List.of(truth.training(), truth.eval()),
        "collector.training.documents_read",
        "collector.eval.documents_read",
        "training.jobs.completed_24h",
        "eval.local.success_24h",
        "eval.local.failed_24h",
        "eval.remote.success_24h");
  }

  /// A file for each.
  static Service files(Instant now, Path scratch) throws IOException, InterruptedException {
    Service served = documents(now, scratch);
    Path folder = Files.createDirectory(scratch.resolve("results"));
    String all;
    try (HttpClient http = HttpClient.newHttpClient()) {
      all =
          http.send(HttpRequest.newBuilder(served.endpoint()).build(), BodyHandlers.ofString())
              .body();
    }
    List<String> documents =
        Stream.of(all.substring(1, all.length() - 1).split(",(?=\\{\"schema\":)")).toList();
    for (int number = 0; number < documents.size(); number++) {
      Files.writeString(folder.resolve(number + ".json"), documents.get(number));
    }
    return served.with("job_results.sources", folder.toString());
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what).replace(',', ' ');
  }
}
