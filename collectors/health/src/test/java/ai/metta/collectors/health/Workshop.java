// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.metric.Across;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.TagKey;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A collector whose metrics each follow from a part of their own, as many as a test wants, of two
/// branches: each is a row that is 1 at 0 and 0 at 10.
///
/// @param area of all of its rows
/// @param values of its parts, the same in both branches; none where it is not configured
/// @param across how the branches combine
/// @param locked whether it has lost its key
/// @param last whether its last part can be known for the past; all others can
record Workshop(
    String name, String area, List<Double> values, Across across, boolean locked, History last)
    implements Collector<Map<String, Fetched<Double>>> {
  private static final List<String> BRANCHES = List.of("east", "west");

  static Workshop of(String name, String area, Double... values) {
    return new Workshop(name, area, List.of(values), Across.MAX, false, History.DERIVABLE);
  }

  /// The same, once it has lost its key.
  Workshop withoutKey() {
    return new Workshop(name, area, values, across, true, last);
  }

  /// The same, with a last part that shows only the present.
  Workshop forgetful() {
    return new Workshop(name, area, values, across, locked, History.NOW_ONLY);
  }

  /// The name of a part as faults know it, behind the workshop's own.
  static String part(String branch, int place) {
    return "branch:" + branch + ": part " + place;
  }

  static List<String> branches() {
    return BRANCHES;
  }

  @Override
  public Profile profile() {
    return new Profile(
        name,
        "A workshop",
        Priority.LOW,
        Schedule.everyMinutes(10),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public Catalogue<Map<String, Fetched<Double>>> catalogue() {
    List<Emission<Map<String, Fetched<Double>>>> emissions = new ArrayList<>();
    for (int place = 0; place < Math.max(values.size(), 1); place++) {
      String part = "part " + place;
      Metric metric =
          Metric.gauge(name + ".queue_" + place)
              .noun("thing")
              .says("Things that wait")
              .across(across)
              .orientation(Orientation.LOWER_IS_BETTER)
              .history(place == values.size() - 1 ? last : History.DERIVABLE)
              .fom(area, name + "_queue_" + place, 10, 0);
      emissions.add(
          Emission.emit(metric)
              .from((Map<String, Fetched<Double>> facts) ->
                  facts.getOrDefault(part, Fetched.unsupported("no such part")))
              .value((value, _) -> value));
    }
    return Catalogue.under(name).of(emissions).scopedBy(TagKey.bounded("branch", "east", "west"));
  }

  @Override
  public Map<Scope, Map<String, Fetched<Double>>> fetch(Fetch fetch, Window window) {
    if (locked || values.isEmpty()) {
      throw new NotConfiguredException(new Failure.Credentials("the workshop has no key"));
    }
    Map<Scope, Map<String, Part<Double>>> parts = new LinkedHashMap<>();
    for (String branch : BRANCHES) {
      Map<String, Part<Double>> own = new LinkedHashMap<>();
      for (int place = 0; place < values.size(); place++) {
        double value = values.get(place);
        own.put("part " + place, fetch.part(name + " " + part(branch, place), () -> value));
      }
      parts.put(Scope.of("branch", branch), own);
    }
    Map<Scope, Map<String, Fetched<Double>>> facts = new LinkedHashMap<>();
    parts.forEach((scope, own) -> {
      Map<String, Fetched<Double>> fetched = new LinkedHashMap<>();
      own.forEach((name, part) -> fetched.put(name, part.fetched()));
      facts.put(scope, fetched);
    });
    return facts;
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return List.of();
  }
}
