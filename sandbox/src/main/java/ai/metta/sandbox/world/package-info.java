// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// One organisation with all of its services, told as one story.
///
/// In: a seed, a size, and an instant that everything leads up to. Out: what each service serves,
/// consistent with all others, and an incident that all of them feel.
@NullMarked
package ai.metta.sandbox.world;

import org.jspecify.annotations.NullMarked;
