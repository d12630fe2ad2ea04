// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// A SkyPilot API server that tells a simulated fleet in SkyPilot's own wire format.
///
/// In: [ai.metta.sandbox.skypilot.SkypilotOptions] (which fleet, which clock, which release, which
/// authentication). Out: HTTP on a loopback port, faults on demand, and the truth to compare with.
///
/// The fleet itself is the room next door, `fleet`; here is only how it is told: paths, headers,
/// records as each release writes them, errors as each release raises them. Knows nothing of who
/// reads it.
@NullMarked
package ai.metta.sandbox.skypilot;

import org.jspecify.annotations.NullMarked;
