// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Conditions;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.metric.Tags;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A run of the collector at a fixed instant, which knows nothing of this machine but what it is
/// given, never pauses, and tries everything twice.
///
/// @param now by the run's clock
/// @param asOf what the run is asked about
/// @param settings by key
/// @param patience how long one request may take in all
/// @param directory what is kept between runs; empty for nothing
/// @param lastRun when a run last told what had happened
record Collecting(
    Instant now,
    Instant asOf,
    Map<String, String> settings,
    Map<String, String> environment,
    Duration deadline,
    Duration patience,
    Optional<Path> directory,
    Optional<Instant> lastRun) {

  /// The same, asked about another instant.
  Collecting about(Instant instant) {
    return new Collecting(
        now, instant, settings, environment, deadline, patience, directory, lastRun);
  }

  /// From nowhere: no endpoint, no secret, and a PATH without programs.
  static Collecting at(Instant now) {
    Duration enough = Duration.ofMinutes(5);
    return new Collecting(
        now,
        now,
        Map.of(),
        Map.of("PATH", "/nowhere"),
        enough,
        enough,
        Optional.empty(),
        Optional.empty());
  }

  Collecting from(URI endpoint) {
    return with("skypilot.endpoint", endpoint.toString());
  }

  Collecting with(String setting, String value) {
    Map<String, String> more = and(settings, setting, value);
    return new Collecting(now, asOf, more, environment, deadline, patience, directory, lastRun);
  }

  Collecting knowing(String variable, String value) {
    Map<String, String> more = and(environment, variable, value);
    return new Collecting(now, asOf, settings, more, deadline, patience, directory, lastRun);
  }

  /// About another instant.
  Collecting asked(Instant about) {
    return new Collecting(
        now, about, settings, environment, deadline, patience, directory, lastRun);
  }

  /// The whole run ends by then.
  Collecting within(Duration limit) {
    return new Collecting(now, asOf, settings, environment, limit, patience, directory, lastRun);
  }

  /// Requests end by then, and the run later, so that it is certain which of the two is told.
  Collecting waiting(Duration limit) {
    return new Collecting(now, asOf, settings, environment, deadline, limit, directory, lastRun);
  }

  Collecting keeping(Path folder) {
    return new Collecting(
        now, asOf, settings, environment, deadline, patience, Optional.of(folder), lastRun);
  }

  Collecting after(Instant run) {
    return new Collecting(
        now, asOf, settings, environment, deadline, patience, directory, Optional.of(run));
  }

  Reported run() {
    return run(new Redactor(), Plan.Aliases.OFF);
  }

  Reported run(Redactor redactor, Plan.Aliases aliases) {
    SkypilotCollector collector = new SkypilotCollector();
    Run run =
        new Runner(conditions(redactor)).run(java.util.List.of(collector), plan().with(aliases));
    return new Reported(run.results().getFirst());
  }

  Plan plan() {
    return Plan.standard("test", asOf, Tags.of("env", "test"))
        .within(deadline)
        .after(lastRun.map(at -> Map.of("skypilot", at)).orElse(Map.of()));
  }

  Conditions conditions(Redactor redactor) {
    SkypilotCollector collector = new SkypilotCollector();
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                collector.profile().settings(),
                settings,
                environment,
                Optional.empty(),
                nowhere,
                nowhere)
            .load();
    InstantSource clock = InstantSource.fixed(now);
    InstantSource late = InstantSource.fixed(now.plus(deadline).minus(patience));
    return new Conditions(
        clock,
        ((Loaded.Good) loaded).settings(),
        Secrets.in(environment, Optional.empty(), redactor),
        () ->
            Http.of(
                HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}).trying(2),
                late,
                redactor,
                directory.map(folder -> HttpCache.in(folder, clock))),
        redactor,
        PartFaults.none());
  }

  private static Map<String, String> and(Map<String, String> all, String key, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
