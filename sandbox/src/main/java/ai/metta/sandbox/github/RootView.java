// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Organisation;
import java.time.Instant;
import java.util.Optional;

/// What a query begins from.
///
/// @param quota the price of this query taken off it
/// @param cost in points
/// @param fault what spoils the answer
record RootView(
    Organisation organisation,
    Instant now,
    Quotas.Quota quota,
    long cost,
    long nodes,
    Optional<Fault> fault) {}
