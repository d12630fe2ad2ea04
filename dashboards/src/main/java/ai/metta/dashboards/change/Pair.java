// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import java.util.List;
import java.util.Optional;

/// A widget as it is live and as it should be, one of them at least.
///
/// @param changes what a push would do to it; none where both are the same
/// @param by who changed what it shows
/// @param movedBy who took it into another group, where it is in one
record Pair(
    Optional<Node> live, Optional<Node> mine, List<Change> changes, Editor by, Editor movedBy) {}
