// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What must be true of the samples that an emission came to. A violation is a mistake in the
/// collector, found here and not on the bill.
final class SampleRules {
  private SampleRules() {}

  /// The outcome, or that it is a bug.
  static Outcome held(Metric metric, Outcome outcome) {
    return outcome instanceof Outcome.Value(List<Sample> samples)
        ? mistakes(metric, samples)
            .findFirst()
            .<Outcome>map(said -> new Outcome.Failed(new Failure.Bug(metric.name() + " " + said)))
            .orElse(outcome)
        : outcome;
  }

  private static Stream<String> mistakes(Metric metric, List<Sample> samples) {
    Set<Tags> seen = new HashSet<>();
    return Stream.of(
            samples.stream()
                .filter(sample -> metric.groupOf(sample.tags()).isEmpty())
                .map(sample -> "emitted tags that it does not declare: " + sample.tags()),
            samples.stream()
                .filter(sample -> !Double.isFinite(sample.value()))
                .map(sample -> "came to " + sample.value() + " for {" + sample.tags() + "}"),
            samples.stream()
                .filter(sample -> !seen.add(sample.tags()))
                .map(sample -> "emitted two values under the same tags: " + sample.tags()))
        .flatMap(found -> found);
  }
}
