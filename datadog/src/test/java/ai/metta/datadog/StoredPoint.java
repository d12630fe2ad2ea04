// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Instant;
import java.util.List;

/// A point as [FakeIntake] keeps it: one for a metric, tags and second.
///
/// @param tags sorted
/// @param value the last that came
/// @param received how often a value came for it
public record StoredPoint(
    String metric, List<String> tags, Instant at, double value, int received) {}
