// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Backfill;
import ai.metta.collect.Collector;
import ai.metta.collect.Conditions;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Plan;
import ai.metta.collect.Registry;
import ai.metta.collect.Report;
import ai.metta.collect.Run;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Runner;
import ai.metta.collect.Steps;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/// Collectors of an organisation, the health collector with them, and perhaps somebody who has what
/// they pushed before.
///
/// @param all that there are, the health collector left out
record Organisation(
    List<Collector<?>> all, Optional<QueryEngine> past, Map<String, String> settings) {
  static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  static Organisation of(Collector<?>... collectors) {
    return new Organisation(List.of(collectors), Optional.empty(), Map.of());
  }

  Organisation with(QueryEngine engine) {
    return new Organisation(all, Optional.of(engine), settings);
  }

  Organisation with(String setting, String value) {
    return new Organisation(all, past, Map.of(setting, value));
  }

  /// What health comes to in one run with some of the others.
  Report together(Collector<?>... others) {
    return new Report(run(PartFaults.none(), others).results().getLast());
  }

  /// What health comes to in one run of all that is asked for some metrics only.
  Report narrowed(String prefix) {
    return new Report(last(narrowedRun(prefix, PartFaults.none())));
  }

  /// One run of all that is asked for metrics whose names begin so.
  Run narrowedRun(String prefix, PartFaults faults) {
    List<Collector<?>> running = new ArrayList<>(all);
    running.add(new HealthCollector());
    return new Runner(conditions(faults, NOW)).run(running, plan(NOW).only(named(prefix)));
  }

  /// What health comes to in a run of its own.
  Report alone() {
    return together();
  }

  /// One run of some collectors, with health at the end.
  Run run(PartFaults faults, Collector<?>... others) {
    List<Collector<?>> running = new ArrayList<>(List.of(others));
    running.add(new HealthCollector());
    return new Runner(conditions(faults, NOW)).run(running, plan(NOW));
  }

  /// What all came to in a run without health, some time ago.
  Run ago(Duration age, PartFaults faults) {
    Instant then = NOW.minus(age);
    return new Runner(conditions(faults, then)).run(all, plan(then));
  }

  /// What health comes to in a run of its own as of an instant.
  Run aloneAt(Instant asOf) {
    return new Runner(conditions(PartFaults.none(), NOW))
        .run(List.of(new HealthCollector()), plan(asOf));
  }

  /// What a backfill of everything tells of hours that have passed.
  List<Backfill.Step> filled(int hours, PartFaults faults) {
    Steps steps =
        Steps.between(NOW.minus(Duration.ofHours(hours)), NOW, Duration.ofHours(1)).orElseThrow();
    List<Collector<?>> running = new ArrayList<>(all);
    running.add(new HealthCollector());
    return filled(running, steps, faults);
  }

  /// What a backfill of some collectors and health tells of metrics whose names begin so.
  List<Backfill.Step> filled(Steps steps, String prefix, Collector<?>... others) {
    List<Collector<?>> running = new ArrayList<>(List.of(others));
    running.add(new HealthCollector());
    return filled(running, steps, PartFaults.none(), plan(NOW).only(named(prefix)));
  }

  /// What a run of the same as of an instant tells.
  Run ranAt(Instant asOf, String prefix, Collector<?>... others) {
    List<Collector<?>> running = new ArrayList<>(List.of(others));
    running.add(new HealthCollector());
    return new Runner(conditions(PartFaults.none(), NOW))
        .run(running, plan(asOf).only(named(prefix)));
  }

  private static Predicate<String> named(String prefix) {
    return name -> name.startsWith(prefix);
  }

  /// What a backfill of health alone tells of steps that have passed.
  List<Backfill.Step> filledAlone(Steps steps) {
    return filled(List.of(new HealthCollector()), steps, PartFaults.none());
  }

  private List<Backfill.Step> filled(List<Collector<?>> running, Steps steps, PartFaults faults) {
    return filled(running, steps, faults, plan(NOW));
  }

  private List<Backfill.Step> filled(
      List<Collector<?>> running, Steps steps, PartFaults faults, Plan plan) {
    List<Backfill.Task> tasks = running.stream().map(one -> new Backfill.Task(one, steps)).toList();
    List<Backfill.Step> told = new ArrayList<>();
    new Backfill(conditions(faults, NOW))
        .run(
            tasks,
            plan,
            new Backfill.Listener() {
              @Override
              public void fetched(long count) {}

              @Override
              public void came(Backfill.Step step) {
                told.add(step);
              }
            });
    return told;
  }

  static Plan plan(Instant asOf) {
    return Plan.standard("test", asOf, Tags.of("env", "production"));
  }

  private Conditions conditions(PartFaults faults, Instant now) {
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                new HealthCollector().profile().settings(),
                settings,
                Map.of(),
                Optional.empty(),
                nowhere,
                nowhere)
            .load();
    Redactor redactor = new Redactor();
    InstantSource clock = InstantSource.fixed(now);
    Conditions alone =
        new Conditions(
            clock,
            ((Loaded.Good) loaded).settings(),
            Secrets.in(Map.of(), Optional.empty(), redactor),
            () ->
                Http.of(
                    HttpPolicy.standard("test", new Random(1)), clock, redactor, Optional.empty()),
            redactor,
            faults);
    Function<Http, QueryEngine> reader = past.isEmpty() ? alone.reader() : _ -> past.get();
    return new Conditions(
        alone.clock(),
        alone.settings(),
        alone.secrets(),
        alone.http(),
        alone.redactor(),
        alone.faults(),
        HealthRows.of(new Registry(all).sources(), alone.settings()),
        reader);
  }

  static Result last(Run run) {
    return run.results().getLast();
  }
}
