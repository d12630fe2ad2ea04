// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What series cost, as arithmetic.
///
/// In: the series of each metric and how often their points come, as [Usage], and [Prices]. Out: a
/// [Bill] under both of Datadog's models, the [Driver] of a metric's series, and how many its
/// declaration allows.
///
/// Must not guess: a price that nobody said leaves the amount unknown.
@NullMarked
package ai.metta.metric.cost;

import org.jspecify.annotations.NullMarked;
