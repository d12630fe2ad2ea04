// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.process.ChildProcess;
import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collect.Probe.Verdict;
import ai.metta.collect.Profile;
import ai.metta.collectors.skypilot.SkypilotReader.Server;
import ai.metta.collectors.skypilot.SkypilotSnapshot.Priced;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// SkyPilot: managed jobs, clusters, and what they cost.
public final class SkypilotCollector implements Collector<SkypilotSnapshot> {
  private static final Schedule SCHEDULE = Schedule.everyMinutes(10);
  private static final int MOST_EVENT_QUESTIONS = 20;

  @Override
  public Profile profile() {
    return new Profile(
        "skypilot",
        "Job orchestration and GPU use: jobs, clusters, runtimes, costs",
        Priority.HIGH,
        SCHEDULE,
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        SkypilotConfig.settings(),
        List.of(SkypilotConfig.TOKEN),
        List.of());
  }

  @Override
  public Catalogue<SkypilotSnapshot> catalogue() {
    return SkypilotMetrics.CATALOGUE;
  }

  @Override
  public Map<Scope, SkypilotSnapshot> fetch(Fetch fetch, Window window) {
    SkypilotConfig config = SkypilotConfig.from(fetch.settings());
    SkypilotReader reader = reader(fetch, config);
    Part<Server> server = fetch.part("server", reader::server);
    Instant lastRun = window.until().minus(SCHEDULE.every());
    Part<JobQueue> jobs =
        fetch.part(
            "jobs", server, known -> reader.jobs(known, lastRun).queue(config.namedRegions()));
    Part<List<Cluster>> clusters = fetch.part("clusters", server, reader::clusters);
    Part<CostReport> costs = fetch.part("costs", server, reader::costs);
    Part<Priced> priced =
        fetch.part("prices", jobs, queue -> priced(reader, server, queue, config, costs));
    Part<Submissions> submissions =
        fetch.part("submissions", jobs, queue -> submissions(reader, server, queue));
    return Map.of(
        Scope.all(),
        new SkypilotSnapshot(
            jobs.fetched(),
            clusters.fetched(),
            costs.fetched(),
            priced.fetched(),
            submissions.fetched()));
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    SkypilotReader reader = reader(fetch, SkypilotConfig.from(fetch.settings()));
    Part<Server> server = fetch.part("server", reader::server);
    Part<List<Cluster>> clusters = fetch.part("clusters", server, reader::clusters);
    List<Probe> probes = new ArrayList<>();
    probes.add(
        probe(
            "reachable",
            server
                .fetched()
                .then(known ->
                    Fetched.known("SkyPilot " + known.version() + ", API " + known.api()))));
    probes.add(
        probe(
            "credential accepted",
            clusters.fetched().then(known -> Fetched.known(known.size() + " clusters seen"))));
    return probes;
  }

  private static Probe probe(String question, Fetched<String> answer) {
    return switch (answer) {
      case Fetched.Known<String>(String detail) -> new Probe(question, Verdict.OK, detail);
      case Fetched.Unsupported<String>(String reason) ->
          new Probe(question, Verdict.WARNING, reason);
      case Fetched.Failed<String>(Failure cause) ->
          new Probe(question, Verdict.FAILED, cause.message());
    };
  }

  /// The API server where one is configured; else, and only then, the `sky` command of this
  /// machine.
  private static SkypilotReader reader(Fetch fetch, SkypilotConfig config) {
    Optional<String> endpoint = fetch.settings().find(SkypilotConfig.ENDPOINT);
    if (endpoint.isPresent()) {
      Optional<Credential> token =
          fetch.secrets().find(SkypilotConfig.TOKEN).map(Credential.Bearer::new);
      return new SkypilotClient(
          fetch.http(), Endpoint.parse(endpoint.get(), fetch.redactor()), token, config.pageSize());
    }
    Map<String, String> environment = fetch.settings().environment();
    Optional<Path> sky = ChildProcess.onPath("sky", environment);
    return sky.<SkypilotReader>map(
            command -> new SkyCommand(command, environment, fetch::remaining))
        .orElseThrow(() ->
            new NotConfiguredException(
                new Failure.Configuration(
                    "no SkyPilot server: set SKYPILOT_API_SERVER_ENDPOINT, or skypilot.endpoint in metta.yaml; "
                        + "there is no sky command on the PATH either")));
  }

  /// Prices of what runs. A server that cannot say what machines cost leaves the configuration's
  /// table.
  private static Priced priced(
      SkypilotReader reader,
      Part<Server> server,
      JobQueue queue,
      SkypilotConfig config,
      Part<CostReport> costs)
      throws InterruptedException {
    Set<String> types =
        queue
            .running()
            .flatMap(task ->
                task.gpus() instanceof Gpus.Known(Map<String, Double> byType)
                    ? byType.keySet().stream()
                    : java.util.stream.Stream.empty())
            .collect(Collectors.toSet());
    List<PriceList.Offer> offers =
        server.fetched() instanceof Fetched.Known<Server>(Server known)
            ? reader.offers(known, types)
            : List.of();
    return new Priced(new PriceList(offers, config.prices()), costs.fetched());
  }

  private static Submissions submissions(SkypilotReader reader, Part<Server> server, JobQueue queue)
      throws InterruptedException {
    List<Long> newest =
        queue.queued().map(Task::jobId).distinct().limit(MOST_EVENT_QUESTIONS).toList();
    return server.fetched() instanceof Fetched.Known<Server>(Server known)
        ? reader.submissions(known, newest)
        : new Submissions(Map.of());
  }
}
