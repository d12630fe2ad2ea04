// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Outcome;
import java.time.Instant;
import java.util.List;

/// What a metric comes to, in a test's words.
public final class Told {
  private Told() {}

  /// As `tags=value`, or the outcome's word and reason.
  public static <F> List<String> of(Catalogue<F> catalogue, F facts, Instant asOf, String metric) {
    Outcome outcome =
        catalogue.emissions().stream()
            .filter(emission -> emission.metric().name().equals(metric))
            .findFirst()
            .orElseThrow()
            .evaluate(facts, asOf);
    return switch (outcome) {
      case Outcome.Value(var samples) ->
          samples.stream()
              .map(sample -> sample.tags() + "=" + sample.value())
              .map(text -> text.startsWith("=") ? text.substring(1) : text)
              .toList();
      case Outcome.Absent(String reason) -> List.of("absent: " + reason);
      case Outcome.Unsupported(String reason) -> List.of("unsupported: " + reason);
      case Outcome.Failed(var cause) -> List.of("failed: " + cause.message());
    };
  }
}
