// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The services of a simulated organisation, and the clocks that they may go by.
///
/// In: a seed, a size, a clock. Out: services that answer in their real wire formats, and the
/// settings and secrets that lead collectors there.
@NullMarked
package ai.metta.cli.simulation;

import org.jspecify.annotations.NullMarked;
