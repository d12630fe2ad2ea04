// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import java.time.Instant;
import java.util.OptionalDouble;

/// The newest run of a collector that reported.
///
/// @param at the instant of its points
/// @param durationSeconds how long it took; this and what follows is empty where it was not told
/// @param metrics names that came to a value
/// @param series sent by it, its own included: as many points
/// @param errors metrics that failed, counted per scope
/// @param failed 1 where no metric came to a value because of a failure
public record LastRun(
    Instant at,
    OptionalDouble durationSeconds,
    OptionalDouble metrics,
    OptionalDouble series,
    OptionalDouble errors,
    OptionalDouble failed) {}
