// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.UnsupportedException;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.collect.standing.ReportedRuns;
import ai.metta.collect.standing.RunEnds;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds out what is known of the grid: from the runs of now where there are any, else from whoever
/// has what was pushed before.
record HealthReading(Fetch fetch, Window window) {

  /// @throws NotConfiguredException where nothing ran now, and there is nobody to ask
  HealthSnapshot snapshot() {
    List<HealthRow> rows = fetch.rows().all();
    Map<String, Result> results = byCollector(fetch.earlier());
    Optional<QueryEngine> reader = reader(results);
    Part<Map<String, Instant>> successes =
        fetch.part("successes", () -> successes(results, reader));
    boolean needsPast = rows.stream().anyMatch(row -> !HealthSnapshot.measured(results, row));
    Fetched<Optional<Stored>> stored =
        needsPast && reader.isPresent()
            ? fetch.part("figures", () -> Optional.of(stored(rows, reader.get()))).fetched()
            : Fetched.known(Optional.empty());
    return new HealthSnapshot(fetch.rows(), results, stored, successes.fetched(), false);
  }

  static Map<String, Result> byCollector(List<Result> results) {
    return results.stream().collect(Collectors.toMap(Result::collector, Function.identity()));
  }

  List<Probe> probes() {
    QueryEngine reader = reader(Map.of()).orElseThrow();
    try {
      int collectors = runs(reader).successes(window.until()).size();
      return List.of(Probe.good("past runs readable", collectors + " collectors have reported"));
    } catch (FailureException failed) {
      return List.of(Probe.failed("past runs readable", failed.failure()));
    }
  }

  /// @throws NotConfiguredException where there is nobody to ask, and nothing was measured now
  private Optional<QueryEngine> reader(Map<String, Result> results) {
    try {
      return Optional.of(fetch.reader());
    } catch (FailureException nobody) {
      if (results.values().stream().allMatch(one -> one.status() == Status.NOT_CONFIGURED)) {
        throw new NotConfiguredException(nobody.failure());
      }
      return Optional.empty();
    }
  }

  /// From as long before the window as the longest-lived value counts, and not from before anybody
  /// reported.
  private Stored stored(List<HealthRow> rows, QueryEngine reader) {
    Duration longest =
        rows.stream().map(HealthRow::freshness).max(Duration::compareTo).orElse(Duration.ZERO);
    Instant counts = window.from().minus(longest);
    Map<String, Instant> reported = runs(reader).since(window.until());
    Optional<Instant> first = reported.values().stream().min(Comparator.naturalOrder());
    if (first.isEmpty()) {
      return Stored.nothing();
    }
    Window read = new Window(first.filter(counts::isBefore).orElse(counts), window.until());
    // Runs first: one that is sent meanwhile is then not known of, and its figures do no harm.
    RunEnds ends = runs(reader).ends(read);
    return new Stored(StoredFigures.figures(reader, environment(), read), reported, ends);
  }

  private Map<String, Instant> successes(
      Map<String, Result> results, Optional<QueryEngine> reader) {
    Map<String, Instant> last =
        new HashMap<>(
            reader
                .map(engine -> runs(engine).successes(window.until()))
                .orElseThrow(
                    () -> new UnsupportedException("there is nobody to ask for past runs")));
    results.forEach((collector, result) -> {
      if (endedWell(result)) {
        last.put(collector, window.until());
      }
    });
    return last;
  }

  /// One that nothing was asked of says nothing.
  private static boolean endedWell(Result result) {
    return !result.outcomes().isEmpty()
        && (result.status() == Status.OK || result.status() == Status.PARTIAL);
  }

  private ReportedRuns runs(QueryEngine reader) {
    return new ReportedRuns(reader, Tags.of("env", environment()));
  }

  private String environment() {
    return fetch.settings().get(GlobalSettings.ENVIRONMENT);
  }
}
