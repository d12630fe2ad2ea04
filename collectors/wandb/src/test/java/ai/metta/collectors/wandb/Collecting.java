// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.http.Pause;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A run of the collector on projects of the team `metta-sandbox`, at a fixed instant, which knows
/// nothing of this machine but what it is given, never really pauses, and tries everything twice.
///
/// @param now by the clock; the same instant unless looking back
/// @param settings by key
/// @param pause told of every wait
record Collecting(
    Instant asOf,
    Instant now,
    Map<String, String> settings,
    Map<String, String> environment,
    Plan.Aliases aliases,
    Pause pause) {
  static final String KEY = "sandbox-wandb-key";

  static Collecting at(Instant asOf) {
    return new Collecting(
        asOf,
        asOf,
        Map.of("wandb.entity", "metta-sandbox"),
        Map.of("WANDB_API_KEY", KEY),
        Plan.Aliases.OFF,
        _ -> {});
  }

  /// Looks back on the instant from a later one.
  Collecting later(Duration after) {
    return new Collecting(asOf, asOf.plus(after), settings, environment, aliases, pause);
  }

  Collecting from(URI endpoint) {
    return with("wandb.base_url", endpoint.toString());
  }

  Collecting of(String projects) {
    return with("wandb.projects", projects);
  }

  Collecting with(String setting, String value) {
    return new Collecting(asOf, now, and(settings, setting, value), environment, aliases, pause);
  }

  Collecting without(String setting) {
    Map<String, String> less = new HashMap<>(settings);
    less.remove(setting);
    return new Collecting(asOf, now, less, environment, aliases, pause);
  }

  Collecting knowing(String variable, String value) {
    return new Collecting(asOf, now, settings, and(environment, variable, value), aliases, pause);
  }

  Collecting withoutKey() {
    return new Collecting(asOf, now, settings, Map.of(), aliases, pause);
  }

  Collecting withAliases() {
    return new Collecting(asOf, now, settings, environment, Plan.Aliases.ON, pause);
  }

  Collecting pausing(Pause how) {
    return new Collecting(asOf, now, settings, environment, aliases, how);
  }

  Reported run() {
    return run(new Redactor());
  }

  Reported run(Redactor redactor) {
    Run run = new Runner(conditions(redactor)).run(List.of(new WandbCollector()), plan());
    return new Reported(run.results().getFirst());
  }

  Plan plan() {
    return Plan.standard("test", asOf, Tags.of("env", "test")).with(aliases);
  }

  Conditions conditions(Redactor redactor) {
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                WandbConfig.settings(), settings, environment, Optional.empty(), nowhere, nowhere)
            .load();
    InstantSource clock = InstantSource.fixed(now);
    return new Conditions(
        clock,
        ((Loaded.Good) loaded).settings(),
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
}
