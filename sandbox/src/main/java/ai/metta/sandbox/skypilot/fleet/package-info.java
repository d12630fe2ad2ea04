// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The simulated organisation's fleet as it is: who runs what, where, since when, and what it
/// costs.
///
/// In: a seed, a size and an instant. Out: a [ai.metta.sandbox.skypilot.fleet.FleetView] of the
/// jobs and clusters at that instant, and a [ai.metta.sandbox.skypilot.fleet.FleetTruth] counted
/// from them.
///
/// Everything is arithmetic on the seed: the same seed, size and instant give the same fleet on any
/// machine, and as the instant moves on, the same jobs go on with their lives. Knows no JSON, no
/// HTTP and no server version; how a fleet is told on the wire is the parent package's business.
@NullMarked
package ai.metta.sandbox.skypilot.fleet;

import org.jspecify.annotations.NullMarked;
