// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Run;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whoever has what runs pushed, as far as the health collector asks.
record Kept(List<Series> series) implements QueryEngine {
  private static final Pattern QUERY =
      Pattern.compile(
          "(sum|min):([a-z_.]+)\\{(.*?)} by \\{(.*?)}(?:\\.as_count\\(\\))?"
              + "\\.rollup\\(\\w+, (\\d+)\\)\\.fill\\(null\\)");

  static Kept of(Run... runs) {
    return new Kept(Arrays.stream(runs).flatMap(run -> run.series().stream()).toList());
  }

  @Override
  public List<Answered> query(String query, Window window) {
    Matcher asked = QUERY.matcher(query);
    if (!asked.matches()) {
      throw new AssertionError(query);
    }
    List<String> keys = List.of(asked.group(4).split(",", -1));
    long step = Long.parseLong(asked.group(5));
    Map<List<String>, TreeMap<Instant, Double>> lines = new LinkedHashMap<>();
    for (Series one : series) {
      List<String> group = group(one.tags(), keys);
      if (!one.metric().equals(asked.group(2))
          || !isIn(one.tags(), asked.group(3))
          || group.size() < keys.size()) {
        continue;
      }
      for (Point point : one.points()) {
        if (!point.at().isBefore(window.from()) && !point.at().isAfter(window.until())) {
          long second = point.at().getEpochSecond();
          lines
              .computeIfAbsent(group, _ -> new TreeMap<>())
              .merge(
                  Instant.ofEpochSecond(second - second % step),
                  point.value(),
                  asked.group(1).equals("sum") ? Double::sum : Math::min);
        }
      }
    }
    List<Answered> answers = new ArrayList<>();
    lines.forEach((group, points) ->
        answers.add(
            new Answered(
                query,
                group,
                points.entrySet().stream()
                    .map(one -> new Point(one.getKey(), one.getValue()))
                    .toList())));
    return answers;
  }

  private static List<String> group(Tags tags, List<String> keys) {
    return keys.stream()
        .flatMap(key -> tags.value(key).map(value -> key + ":" + value).stream())
        .toList();
  }

  private static boolean isIn(Tags tags, String scope) {
    return Arrays.stream(scope.split(",", -1))
        .allMatch(one ->
            one.startsWith("!")
                ? !tags.texts().contains(one.substring(1))
                : tags.texts().contains(one));
  }
}
