// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Chance, where everything must come out the same again.
///
/// In: a seed. Out: choices that depend on it alone. Knows nothing of what is chosen.
@NullMarked
package ai.metta.sandbox.dice;

import org.jspecify.annotations.NullMarked;
