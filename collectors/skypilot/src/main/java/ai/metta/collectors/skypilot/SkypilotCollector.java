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
import ai.metta.collect.Profile;
import ai.metta.collectors.skypilot.SkypilotReader.Server;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.nio.file.Path;
import java.time.Duration;
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
    Part<JobQueue> jobs =
        fetch.part(
            "jobs",
            server,
            known -> reader.jobs(known, fetch.since()).queue(config.namedRegions()));
    Part<List<Cluster>> clusters = fetch.part("clusters", server, reader::clusters);
    Part<CostReport> costs = fetch.part("costs", server, reader::costs);
    Part<List<Offer>> offers =
        fetch.part("prices", server, jobs, (known, queue) -> reader.offers(known, gpuTypes(queue)));
    Part<Submissions> submissions =
        fetch.part(
            "submissions",
            server,
            jobs,
            (known, queue) -> reader.submissions(known, newest(queue)));
    return Map.of(
        Scope.all(),
        new SkypilotSnapshot(
            jobs.fetched(),
            clusters.fetched(),
            costs.fetched(),
            offers.fetched(),
            submissions.fetched(),
            config.prices()));
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    SkypilotReader reader = reader(fetch, SkypilotConfig.from(fetch.settings()));
    Part<Server> server = fetch.part("server", reader::server);
    Part<List<Cluster>> clusters = fetch.part("clusters", server, reader::clusters);
    List<Probe> probes = new ArrayList<>();
    probes.add(Probe.of("reachable", reached(server.fetched())));
    probes.add(
        Probe.of(
            "credential accepted",
            clusters.fetched().then(known -> Fetched.known(known.size() + " clusters seen"))));
    return probes;
  }

  /// Whoever refuses us was reached.
  private static Fetched<String> reached(Fetched<Server> server) {
    return server instanceof Fetched.Failed<Server>(Failure.Credentials _)
        ? Fetched.known("it answers")
        : server.then(
            known -> Fetched.known("SkyPilot " + known.version() + ", API " + known.api()));
  }

  /// The API server where one is configured; else, and only then, the `sky` command of this
  /// machine.
  private static SkypilotReader reader(Fetch fetch, SkypilotConfig config) {
    Optional<String> endpoint = fetch.settings().find(SkypilotConfig.ENDPOINT);
    if (endpoint.isPresent()) {
      Optional<Credential> token =
          fetch.secrets().find(SkypilotConfig.TOKEN).map(Credential.Bearer::new);
      Endpoint server = Endpoint.parse(endpoint.get(), fetch.redactor());
      return new SkypilotClient(
          new ApiServer(fetch.http(), server, token.or(server::credential)),
          config.pageSize(),
          fetch.clock(),
          new KnownSubmissions(fetch.http().cache(), server.base() + " " + config.zone()),
          config.zone());
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

  /// What runs holds these, by canonical names in lower case.
  private static Set<String> gpuTypes(JobQueue queue) {
    return queue
        .running()
        .<String>mapMulti((task, types) -> {
          if (task.gpus() instanceof Gpus.Known(Map<String, Double> byType)) {
            byType.keySet().forEach(types);
          }
        })
        .collect(Collectors.toSet());
  }

  private static List<Long> newest(JobQueue queue) {
    return queue.queued().map(Task::jobId).distinct().limit(MOST_EVENT_QUESTIONS).toList();
  }
}
