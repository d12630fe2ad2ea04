// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A collector of which only its times matter.
record Timed(String name, int minutes, List<String> after) implements Collector<String> {
  static Timed named(String name) {
    return new Timed(name, 10, List.of());
  }

  Timed every(int other) {
    return new Timed(name, other, after);
  }

  Timed after(String... others) {
    return new Timed(name, minutes, List.of(others));
  }

  @Override
  public Profile profile() {
    return new Profile(
        name,
        "Timed",
        Priority.LOW,
        Schedule.everyMinutes(minutes),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        List.of(),
        List.of(),
        after);
  }

  @Override
  public Catalogue<String> catalogue() {
    return Catalogue.under(name).of(List.of());
  }

  @Override
  public Map<Scope, String> fetch(Fetch fetch, Window window) {
    return Map.of(Scope.all(), "");
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return List.of();
  }
}
