// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Instant;

/// What is known of a payload without reading it.
///
/// @param oldest of its points, whole seconds
/// @param newest of its points, whole seconds
/// @param points how many; 1 for an event
record Contents(Kind kind, Instant oldest, Instant newest, long points) {}
