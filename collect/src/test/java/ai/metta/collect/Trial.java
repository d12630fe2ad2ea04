// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.http.Pause;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.metric.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A run of one collector at a fixed instant, which knows nothing of this machine but what it is
/// given, never really pauses, and tries everything twice.
///
/// @param now by every clock
/// @param asOf what the run is asked about
/// @param settings by key
/// @param pause told of every wait
public record Trial(
    Collector<?> collector,
    Instant now,
    Instant asOf,
    Map<String, String> settings,
    Map<String, String> environment,
    Plan.Aliases aliases,
    Pause pause) {
  private static final Duration ENOUGH = Duration.ofMinutes(15);

  /// With no setting and no secret.
  public static Trial of(Collector<?> collector, Instant now) {
    return new Trial(collector, now, now, Map.of(), Map.of(), Plan.Aliases.OFF, _ -> {});
  }

  public Trial with(String setting, String value) {
    return new Trial(
        collector, now, asOf, and(settings, setting, value), environment, aliases, pause);
  }

  public Trial knowing(String variable, String value) {
    return new Trial(
        collector, now, asOf, settings, and(environment, variable, value), aliases, pause);
  }

  public Trial without(String setting) {
    return new Trial(collector, now, asOf, less(settings, setting), environment, aliases, pause);
  }

  public Trial unknowing(String variable) {
    return new Trial(collector, now, asOf, settings, less(environment, variable), aliases, pause);
  }

  /// The same, asked so much later.
  public Trial later(Duration after) {
    return new Trial(collector, now.plus(after), asOf, settings, environment, aliases, pause);
  }

  /// The same, asked about another instant.
  public Trial about(Instant instant) {
    return new Trial(collector, now, instant, settings, environment, aliases, pause);
  }

  public Trial withAliases() {
    return new Trial(collector, now, asOf, settings, environment, Plan.Aliases.ON, pause);
  }

  public Trial pausing(Pause how) {
    return new Trial(collector, now, asOf, settings, environment, aliases, how);
  }

  public Report run() {
    Run run = new Runner(conditions()).run(List.of(collector), plan());
    return new Report(run.results().getFirst());
  }

  /// What `doctor` would say.
  public List<Probe> probes() {
    return Fetches.probe(collector, conditions());
  }

  public Plan plan() {
    return Plan.standard("test", asOf, Tags.of("env", "test")).within(ENOUGH).with(aliases);
  }

  public Conditions conditions() {
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
    if (!(loaded instanceof Loaded.Good(var good))) {
      throw new IllegalArgumentException("settings of a test: " + loaded);
    }
    InstantSource clock = InstantSource.fixed(now);
    Redactor redactor = new Redactor();
    return new Conditions(
        clock,
        good,
        Secrets.in(environment, Optional.empty(), redactor),
        () ->
            Http.of(
                HttpPolicy.standard("test", new Random(1)).pausing(pause).trying(2),
                clock,
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

  private static Map<String, String> less(Map<String, String> all, String key) {
    Map<String, String> less = new HashMap<>(all);
    less.remove(key);
    return Map.copyOf(less);
  }
}
