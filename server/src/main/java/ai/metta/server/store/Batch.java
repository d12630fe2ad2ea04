// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one request brings, kept all or not at all.
public final class Batch {
  /// Values of one series.
  ///
  /// @param tags as texts, sorted, each once
  /// @param unit Datadog's word; empty where the request names none
  record Values(
      String metric,
      MetricType type,
      List<String> tags,
      Optional<String> unit,
      List<Sample> samples) {
    Values {
      tags = List.copyOf(tags);
      samples = List.copyOf(samples);
    }
  }

  /// Values of one series and second, of which only the sketch is kept.
  ///
  /// @param bytes the sketch
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Sketched(String metric, List<String> tags, long second, byte[] bytes) {
    Sketched {
      tags = List.copyOf(tags);
    }
  }

  private final List<Values> values = new ArrayList<>();
  private final List<Sketched> sketches = new ArrayList<>();
  private int size;

  /// Values of a series; without any, there is no series.
  public Batch add(
      String metric,
      MetricType type,
      List<String> tags,
      Optional<String> unit,
      List<Sample> samples) {
    if (!samples.isEmpty()) {
      values.add(new Values(metric, type, sorted(tags), unit, samples));
      size += samples.size();
    }
    return this;
  }

  /// Values of a distribution.
  public Batch addDistribution(String metric, List<String> tags, long second, double[] all) {
    sketches.add(new Sketched(metric, sorted(tags), second, Sketch.of(all).bytes()));
    size++;
    return this;
  }

  private static List<String> sorted(List<String> tags) {
    boolean rising = true;
    for (int i = 1; i < tags.size(); i++) {
      rising &= tags.get(i - 1).compareTo(tags.get(i)) < 0;
    }
    return rising ? tags : tags.stream().distinct().sorted().toList();
  }

  List<Values> values() {
    return values;
  }

  List<Sketched> sketches() {
    return sketches;
  }

  /// How many values it has; a distribution's of a second are one.
  public int size() {
    return size;
  }
}
