// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.MetricType;
import java.util.Optional;

/// What is said of a metric, in Datadog's fields.
///
/// @param statsdInterval seconds
public record Metadata(
    MetricType type,
    Optional<String> unit,
    Optional<String> perUnit,
    Optional<String> description,
    Optional<String> shortName,
    Optional<Long> statsdInterval) {
  static Metadata of(MetricType type, Optional<String> unit) {
    return new Metadata(
        type, unit, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
