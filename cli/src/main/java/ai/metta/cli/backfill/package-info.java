// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The past, filled in: a run of collectors over many instants instead of one.
///
/// In: collectors, a span of time and its steps. Out: what each series went through, and its points
/// on their way to Datadog, step by step, so that a backfill that was ended goes on where it was.
@NullMarked
package ai.metta.cli.backfill;

import org.jspecify.annotations.NullMarked;
