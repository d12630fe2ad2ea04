// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Run.Result;
import ai.metta.metric.Across;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Fetched;
import ai.metta.metric.Metric;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// A collector that does what a test tells it, of facts that are two parts: numbers called left and
/// right.
record Scripted(
    String name,
    List<String> after,
    Supplier<Catalogue<Facts>> metrics,
    Fetching fetching,
    Joining joining)
    implements Collector<Scripted.Facts> {
  static final Instant AS_OF = Instant.parse("2026-01-02T03:00:00Z");

  /// What it knows.
  record Facts(Fetched<Double> left, Fetched<Double> right) {
    static Facts of(double left, double right) {
      return new Facts(Fetched.known(left), Fetched.known(right));
    }
  }

  interface Fetching {
    Map<Scope, Facts> fetch(Fetch fetch);
  }

  /// What it knows at an instant of the past, beside what others came to there.
  interface Joining {
    Facts join(Facts facts, List<Result> earlier);
  }

  /// Two metrics, one of each part; both parts are known.
  static Scripted named(String name) {
    Catalogue<Facts> catalogue = catalogue(name, twoValues(name));
    return new Scripted(name, List.of(), () -> catalogue, Scripted::inParts, (facts, _) -> facts);
  }

  static Map<Scope, Facts> inParts(Fetch fetch) {
    Part<Double> left = fetch.part("left", () -> 1.0);
    Part<Double> right = fetch.part("right", () -> 2.0);
    return Map.of(Scope.all(), new Facts(left.fetched(), right.fetched()));
  }

  static List<Emission<Facts>> twoValues(String name) {
    return List.of(
        Emission.emit(gauge(name + ".left")).from(Facts::left).value((left, _) -> left),
        Emission.emit(gauge(name + ".right")).from(Facts::right).value((right, _) -> right));
  }

  static Metric gauge(String name) {
    return Metric.gauge(name).noun("thing").says("Things of a test").across(Across.SUM);
  }

  static Catalogue<Facts> catalogue(String name, List<Emission<Facts>> emissions) {
    return Catalogue.under(name).of(emissions);
  }

  Scripted after(String... names) {
    return new Scripted(name, List.of(names), metrics, fetching, joining);
  }

  Scripted fetching(Fetching other) {
    return new Scripted(name, after, metrics, other, joining);
  }

  Scripted joining(Joining other) {
    return new Scripted(name, after, metrics, fetching, other);
  }

  Scripted emitting(List<Emission<Facts>> emissions) {
    Catalogue<Facts> catalogue = catalogue(name, emissions);
    return new Scripted(name, after, () -> catalogue, fetching, joining);
  }

  Scripted declaring(Supplier<Catalogue<Facts>> other) {
    return new Scripted(name, after, other, fetching, joining);
  }

  @Override
  public Profile profile() {
    return new Profile(
        name,
        "Scripted",
        Priority.LOW,
        Schedule.everyMinutes(10),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        List.of(),
        List.of(),
        after);
  }

  @Override
  public Catalogue<Facts> catalogue() {
    return metrics.get();
  }

  @Override
  public Map<Scope, Facts> fetch(Fetch fetch, Window window) {
    return fetching.fetch(fetch);
  }

  @Override
  public Facts ofThePast(Facts facts, List<Result> earlier) {
    return joining.join(facts, earlier);
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return List.of();
  }

  static Conditions conditions(InstantSource clock) {
    Redactor redactor = new Redactor();
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(List.of(), Map.of(), Map.of(), Optional.empty(), nowhere, nowhere)
            .load();
    return new Conditions(
        clock,
        ((Loaded.Good) loaded).settings(),
        Secrets.in(Map.of(), Optional.empty(), redactor),
        () ->
            Http.of(HttpPolicy.standard("test", new Random(1)), clock, redactor, Optional.empty()),
        redactor,
        PartFaults.none());
  }

  /// A clock that goes on from the instant of the run.
  static InstantSource ticking() {
    long start = System.nanoTime();
    return () -> AS_OF.plusNanos(System.nanoTime() - start);
  }

  static Conditions conditions() {
    return conditions(InstantSource.fixed(AS_OF));
  }

  static Plan plan() {
    return Plan.standard("test", AS_OF, Tags.of("env", "test"));
  }

  static Run run(Plan plan, Collector<?>... collectors) {
    return new Runner(conditions()).run(List.of(collectors), plan);
  }
}
