// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Dashboards and monitors, brought to Datadog and back.
///
/// In: documents as they should be. Out: a plan of what a push would do, and what became of it.
/// What is live is found by the mark that a push leaves on it. A list that cannot be read whole
/// leads to nothing being created; an edit made by hand is never overwritten unasked.
@NullMarked
package ai.metta.datadog.documents;

import org.jspecify.annotations.NullMarked;
