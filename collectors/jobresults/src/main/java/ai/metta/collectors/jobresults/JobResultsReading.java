// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.bucket.Buckets;
import ai.metta.access.http.Credential;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Arrivals;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Expectation;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.collectors.jobresults.Place.Address;
import ai.metta.collectors.jobresults.Place.Folder;
import ai.metta.collectors.jobresults.Place.Prefix;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One reading of all sources, side by side.
///
/// @param since what was last written before it is not read
record JobResultsReading(Fetch fetch, JobResultsConfig config, List<Place> places, Instant since) {
  private static final String STABLE = "stable";

  /// @throws NotConfiguredException where there is nothing to read
  static JobResultsReading of(Fetch fetch, Window window) {
    List<String> sources =
        fetch
            .settings()
            .find(JobResultsConfig.SOURCES)
            .orElseThrow(() ->
                new NotConfiguredException(
                    new Failure.Configuration(
                        "no job results: set JOB_RESULTS_SOURCES, or job_results.sources in"
                            + " metta.yaml, to a folder, an address or s3://bucket/prefix")));
    JobResultsConfig config = JobResultsConfig.from(fetch.settings());
    Duration further = config.longest().minus(Lookback.DAYS_2);
    return new JobResultsReading(
        fetch,
        config,
        sources.stream().distinct().flatMap(text -> Place.find(text).stream()).toList(),
        window.from().minus(further));
  }

  /// Each suite that is expected, and each other that was met.
  Map<Scope, JobResultsSnapshot> snapshots() {
    Map<Place, Fetched<List<Document>>> read = read();
    Set<String> expected = expected();
    Set<String> suites = new TreeSet<>(expected);
    known(read.values()).forEach(document -> suites.add(document.suite()));
    Map<Scope, JobResultsSnapshot> snapshots = new LinkedHashMap<>();
    for (String suite : suites) {
      Expectation expectation =
          expected.contains(suite) ? Expectation.EXPECTED : Expectation.UNEXPECTED;
      snapshots.put(Scope.of("suite", suite), snapshot(suite, expectation, read));
    }
    return snapshots;
  }

  private Set<String> expected() {
    Set<String> named = new TreeSet<>(config.suites());
    places.forEach(place -> place.suite().ifPresent(named::add));
    return named.isEmpty() ? Set.of(STABLE) : named;
  }

  private Map<Place, Fetched<List<Document>>> read() {
    Map<Place, Part<List<Document>>> parts = new LinkedHashMap<>();
    for (Place place : places) {
      parts.put(place, part(place));
    }
    Map<Place, Fetched<List<Document>>> read = new LinkedHashMap<>();
    parts.forEach((place, part) -> read.put(place, part.fetched()));
    return read;
  }

  private Part<List<Document>> part(Place place) {
    return fetch.part(place.written() + ": documents", () -> place.taken(documents(place)));
  }

  private List<Document> documents(Place place) throws InterruptedException {
    return switch (place.site()) {
      case Folder(String path) -> new FolderClient(Path.of(path)).read(since);
      case Address(String url) -> {
        URI address = UrlClient.address(url);
        yield new UrlClient(fetch.http(), address, credential(address)).read();
      }
      case Prefix(String bucket, String prefix) -> inBucket(bucket, prefix);
    };
  }

  private List<Document> inBucket(String name, String prefix) throws InterruptedException {
    try (Bucket bucket = Buckets.find().open(name, fetch.http(), fetch.settings().environment())) {
      BucketClient client = new BucketClient(bucket, name);
      return fetch.sideBySide(
          client.items(prefix, since).stream()
              .<Fetch.Reading<Document>>map(item -> () -> client.read(item))
              .toList());
    }
  }

  /// The token, for the one host that it is for.
  private Optional<Credential> credential(URI address) {
    Optional<Secret> token = fetch.secrets().find(JobResultsConfig.TOKEN);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    Set<String> hosts = new TreeSet<>();
    places.stream()
        .flatMap(
            place -> place.site() instanceof Address(String url) ? Stream.of(url) : Stream.empty())
        .forEach(url -> hosts.add(host(UrlClient.address(url))));
    String meant =
        fetch
            .settings()
            .find(JobResultsConfig.TOKEN_HOST)
            .map(String::strip)
            .orElseGet(() -> {
              if (hosts.size() > 1) {
                throw new FailureException(
                    new Failure.Configuration(
                        "JOB_RESULTS_TOKEN is for one of the hosts "
                            + String.join(", ", hosts)
                            + ": say which in job_results.token_host"));
              }
              return String.join("", hosts);
            });
    return host(address).equalsIgnoreCase(meant)
        ? token.map(Credential.Bearer::new)
        : Optional.empty();
  }

  private static String host(URI address) {
    return Optional.ofNullable(address.getHost()).orElse("");
  }

  private JobResultsSnapshot snapshot(
      String suite, Expectation expectation, Map<Place, Fetched<List<Document>>> read) {
    List<Fetched<List<Document>>> feeding = new ArrayList<>();
    read.forEach((place, fetched) -> {
      if (place.mayHold(suite)) {
        feeding.add(fetched);
      }
    });
    List<Document> known =
        newest(known(feeding).filter(document -> document.suite().equals(suite)));
    Fetched<Boolean> whole = whole(feeding);
    return new JobResultsSnapshot(
        whole.then(_ -> Fetched.known(new Suite(suite, known, config))),
        new Arrivals(suite, known, whole, expectation, config));
  }

  /// Whether all were read; what one cannot say makes the whole unsaid.
  private static Fetched<Boolean> whole(List<Fetched<List<Document>>> read) {
    if (read.isEmpty()) {
      return Fetched.failed(
          new Failure.Configuration(
              "no source may hold documents of this suite: each is for another; see"
                  + " job_results.sources"));
    }
    Fetched<Boolean> whole = Fetched.known(true);
    for (Fetched<List<Document>> one : read) {
      Fetched<Boolean> next = one.then(_ -> Fetched.known(true));
      if (!(whole instanceof Fetched.Failed<Boolean>)
          && !(next instanceof Fetched.Known<Boolean>)) {
        whole = next;
      }
    }
    return whole;
  }

  private static Stream<Document> known(Collection<Fetched<List<Document>>> read) {
    return read.stream()
        .flatMap(one ->
            one instanceof Fetched.Known<List<Document>>(List<Document> documents)
                ? documents.stream()
                : Stream.empty());
  }

  /// Of each run, the document that knows of the latest; where two do, the one that was read last.
  static List<Document> newest(Stream<Document> documents) {
    Map<String, Document> byRun = new LinkedHashMap<>();
    documents.forEach(document ->
        byRun.merge(
            document.runId(),
            document,
            (one, other) -> other.told().isBefore(one.told()) ? one : other));
    return List.copyOf(byRun.values());
  }

  /// What each source shows.
  List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    read()
        .forEach((place, fetched) ->
            probes.add(
                Probe.of(
                        place.written() + " readable",
                        fetched,
                        documents -> Counted.of(documents.size(), "document") + " read")
                    .proving(shown(place))));
    return probes;
  }

  private List<SecretKey> shown(Place place) {
    return place.site() instanceof Address
            && fetch.secrets().find(JobResultsConfig.TOKEN).isPresent()
        ? List.of(JobResultsConfig.TOKEN)
        : List.of();
  }
}
