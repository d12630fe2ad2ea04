// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.process.ChildProcess;
import ai.metta.access.secret.SecretKey;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collectors.skypilot.SkypilotReader.Server;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One reading of everything that SkyPilot tells, its parts side by side.
record SkypilotReading(
    Part<Server> server,
    Part<JobQueue> jobs,
    Part<List<Cluster>> clusters,
    Part<CostReport> costs,
    Part<List<Offer>> offers,
    Part<Submissions> submissions) {
  private static final int MOST_EVENT_QUESTIONS = 20;

  /// @param since as far back as metrics look
  static SkypilotReading begin(Fetch fetch, SkypilotConfig config, Instant since) {
    SkypilotReader reader = reader(fetch, config);
    Part<Server> server = fetch.part("server", reader::server);
    Part<JobQueue> jobs =
        fetch.part(
            "jobs",
            server,
            known -> reader.jobs(known, fetch.since()).queue(config.namedRegions()));
    return new SkypilotReading(
        server,
        jobs,
        fetch.part("clusters", server, reader::clusters),
        fetch.part("costs", server, known -> reader.costs(known, since)),
        fetch.part("prices", server, jobs, (known, queue) -> reader.offers(known, gpuTypes(queue))),
        fetch.part(
            "submissions",
            server,
            jobs,
            (known, queue) -> reader.submissions(known, newest(queue))));
  }

  /// Waits for all of it.
  ///
  /// @param prices the user's own, in dollars an hour
  SkypilotSnapshot snapshot(Map<String, Double> prices) {
    return new SkypilotSnapshot(
        jobs.fetched(),
        clusters.fetched(),
        costs.fetched(),
        offers.fetched(),
        submissions.fetched(),
        prices);
  }

  /// Whether it answers, lets us in, and says what the metrics need.
  ///
  /// @param shown to the server, where it asks who is there
  List<Probe> probes(List<SecretKey> shown) {
    String credential = "credential accepted";
    return switch (server.fetched()) {
      case Fetched.Failed<Server>(Failure.Credentials refused) ->
          List.of(
              Probe.good("reachable", "it answers"),
              Probe.failed(credential, refused).proving(shown));
      case Fetched.Failed<Server>(Failure cause) -> List.of(Probe.failed("reachable", cause));
      case Fetched.Unsupported<Server>(String reason) ->
          List.of(Probe.doubtful("reachable", reason));
      case Fetched.Known<Server>(Server known) ->
          List.of(
              Probe.good("reachable", "SkyPilot " + known.version() + ", API " + known.api()),
              Probe.of(
                      credential,
                      clusters.fetched(),
                      list -> Counted.of(list.size(), "cluster") + " seen")
                  .proving(shown),
              queue(),
              Probe.of(
                  "cost report readable",
                  costs.fetched(),
                  report -> Counted.of(report.rows().size(), "row") + " of the last 30 days"),
              Probe.of(
                  "price list readable",
                  offers.fetched(),
                  list -> Counted.of(list.size(), "offer") + " of the GPUs in use"),
              Probe.of(
                  "job events readable",
                  submissions.fetched(),
                  found -> Counted.of(found.byJob().size(), "submission") + " of queued jobs"));
    };
  }

  private Probe queue() {
    String question = "job queue readable";
    return jobs.fetched() instanceof Fetched.Known<JobQueue>(JobQueue queue)
            && !queue.namesClusters()
        ? Probe.doubtful(
            question,
            live(queue)
                + ", without region and instance type: this server names none while a job holds a fraction of a GPU")
        : Probe.of(question, jobs.fetched(), SkypilotReading::live);
  }

  private static String live(JobQueue queue) {
    return Counted.of(queue.live().count(), "job") + " not yet ended";
  }

  /// A command of this machine has a credential of its own.
  static List<SecretKey> shown(Settings settings) {
    return settings.find(SkypilotConfig.ENDPOINT).isPresent()
        ? List.of(SkypilotConfig.TOKEN)
        : List.of();
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

  private static List<Task> newest(JobQueue queue) {
    Set<Long> jobs = new HashSet<>();
    return queue
        .queued()
        .filter(task -> jobs.add(task.jobId()))
        .limit(MOST_EVENT_QUESTIONS)
        .toList();
  }
}
