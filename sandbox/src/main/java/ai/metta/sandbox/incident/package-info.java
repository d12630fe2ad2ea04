// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What goes wrong in a simulated organisation, once for all of its services.
///
/// In: a seed, and an instant that everything leads up to. Out: from when to when, and where, so
/// that each story follows it in its own way. Knows no service.
@NullMarked
package ai.metta.sandbox.incident;

import org.jspecify.annotations.NullMarked;
