// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The vocabulary every other room speaks: what a metric is, what a fact was worth, what goes to a
/// sink.
///
/// In: declarations (constants in a collector's `XMetrics`). Out: a validated [Catalogue] whose
/// emissions turn snapshot parts into an [Outcome] at an instant, and the [Series] and [Event] that
/// a sink takes.
///
/// Knows nothing of HTTP, JSON, files, threads or clocks, and has no dependency: every definition
/// here can be read, and tested, as arithmetic. Rules and names: `docs/guide/metrics.md`.
@NullMarked
package ai.metta.metric;

import org.jspecify.annotations.NullMarked;
