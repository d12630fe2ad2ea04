// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
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

/// A run of the collector, at a fixed instant unless said otherwise, which knows nothing of this
/// machine but what it is given, never really pauses, and tries everything twice.
///
/// @param clock the same instant unless looking back
/// @param settings by key
/// @param data where answers are kept between runs; empty where nothing is
/// @param pause told of every wait
record Collecting(
    Instant asOf,
    InstantSource clock,
    Map<String, String> settings,
    Map<String, String> environment,
    Optional<Path> data,
    Pause pause) {
  static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

  static Collecting at(Instant asOf) {
    return new Collecting(
        asOf,
        InstantSource.fixed(asOf),
        Map.of(),
        Map.of("GITHUB_TOKEN", TOKEN),
        Optional.empty(),
        _ -> {});
  }

  /// Looks back on the instant from a later one.
  Collecting later(Duration after) {
    return by(InstantSource.fixed(asOf.plus(after)));
  }

  Collecting by(InstantSource other) {
    return new Collecting(asOf, other, settings, environment, data, pause);
  }

  Collecting from(URI endpoint) {
    return with("github.api_url", endpoint.toString());
  }

  Collecting of(String repositories) {
    return with("github.repositories", repositories);
  }

  Collecting with(String setting, String value) {
    return new Collecting(asOf, clock, and(settings, setting, value), environment, data, pause);
  }

  Collecting knowing(String variable, String value) {
    return new Collecting(asOf, clock, settings, and(environment, variable, value), data, pause);
  }

  Collecting withoutToken() {
    return new Collecting(asOf, clock, settings, Map.of(), data, pause);
  }

  Collecting keeping(Path folder) {
    return new Collecting(asOf, clock, settings, environment, Optional.of(folder), pause);
  }

  Collecting pausing(Pause how) {
    return new Collecting(asOf, clock, settings, environment, data, how);
  }

  Reported run() {
    return run(new Redactor());
  }

  Reported run(Redactor redactor) {
    Run run = new Runner(conditions(redactor)).run(List.of(new GithubCollector()), plan());
    return new Reported(run.results().getFirst());
  }

  Plan plan() {
    return Plan.standard("test", asOf, Tags.of("env", "test"));
  }

  Conditions conditions(Redactor redactor) {
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                GithubConfig.settings(), settings, environment, Optional.empty(), nowhere, nowhere)
            .load();
    return new Conditions(
        clock,
        ((Loaded.Good) loaded).settings(),
        Secrets.in(environment, Optional.empty(), redactor),
        () ->
            Http.of(
                HttpPolicy.standard("test", new Random(1)).pausing(pause).trying(2),
                clock,
                redactor,
                data.map(folder -> HttpCache.in(folder, clock))),
        redactor,
        PartFaults.none());
  }

  private static Map<String, String> and(Map<String, String> all, String key, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
