// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What Datadog takes, and how it gets there for certain.
///
/// In: series and events, as the sinks of [Outbox]. Out: v2 series payloads and v1 events within
/// Datadog's limits, kept in a folder until the intake has acknowledged them, at least once each;
/// and what became of them, as [Drained].
///
/// Must not know who collected what: neither `collect` nor a collector is imported here. Clocks and
/// the HTTP client come in. The folder's format stands in `datadog/README.md`.
@NullMarked
package ai.metta.datadog;

import org.jspecify.annotations.NullMarked;
