// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import java.util.List;
import java.util.stream.DoubleStream;

/// Two views of many numbers: their mean, and the largest.
final class MeanAndMost {
  static final TagKey KEY = TagKey.bounded("metric", "avg", "max");

  private MeanAndMost() {}

  static Outcome of(DoubleStream values, String reasonWhenNone) {
    return Summary.of(values)
        .map(summary ->
            Outcome.samples(
                List.of(
                    Sample.of("metric", "avg", summary.mean()),
                    Sample.of("metric", "max", summary.maximum())),
                reasonWhenNone))
        .orElse(new Outcome.Absent(reasonWhenNone));
  }
}
