// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// How metta reaches what is outside of it: services by [ai.metta.access.http], programs by
/// [ai.metta.access.process], the user's wishes by [ai.metta.access.configuration], and the
/// credentials for all of them by [ai.metta.access.secret].
///
/// In: requests, declared settings and secret keys, the environment as a map, clocks. Out: answers,
/// values with their origin, and failures typed by blame.
///
/// Knows no service, no metric and no sink; no text that leaves it holds a secret.
@NullMarked
package ai.metta.access;

import org.jspecify.annotations.NullMarked;
