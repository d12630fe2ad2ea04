// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What can be emitted: every metric as it is declared, what it costs, and its metadata in Datadog.
///
/// In: declarations, and how many series there are of each. Out: lists, documents, a bill, and
/// metadata brought to where values go.
@NullMarked
package ai.metta.cli.metrics;

import org.jspecify.annotations.NullMarked;
