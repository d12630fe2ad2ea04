// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
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
/// @param settings by key
/// @param patience how long one request may take in all
record Collecting(
    Instant asOf,
    Map<String, String> settings,
    Map<String, String> environment,
    Duration deadline,
    Duration patience) {

  /// From nowhere: no endpoint, no secret, and a PATH without programs.
  static Collecting at(Instant asOf) {
    Duration enough = Duration.ofMinutes(5);
    return new Collecting(asOf, Map.of(), Map.of("PATH", "/nowhere"), enough, enough);
  }

  Collecting from(URI endpoint) {
    return with("skypilot.endpoint", endpoint.toString());
  }

  Collecting with(String setting, String value) {
    return new Collecting(asOf, and(settings, setting, value), environment, deadline, patience);
  }

  Collecting knowing(String variable, String value) {
    return new Collecting(asOf, settings, and(environment, variable, value), deadline, patience);
  }

  /// The whole run ends by then.
  Collecting within(Duration limit) {
    return new Collecting(asOf, settings, environment, limit, patience);
  }

  /// Requests end by then, and the run later, so that it is certain which of the two is told.
  Collecting waiting(Duration limit) {
    return new Collecting(asOf, settings, environment, deadline, limit);
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
    return Plan.standard("test", asOf, Tags.of("env", "test")).within(deadline);
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
    InstantSource clock = InstantSource.fixed(asOf);
    InstantSource late = InstantSource.fixed(asOf.plus(deadline).minus(patience));
    return new Conditions(
        clock,
        ((Loaded.Good) loaded).settings(),
        Secrets.in(environment, Optional.empty(), redactor),
        () ->
            Http.of(
                HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}).trying(2),
                late,
                redactor,
                Optional.empty()),
        redactor,
        PartFaults.none());
  }

  private static Map<String, String> and(Map<String, String> all, String key, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
