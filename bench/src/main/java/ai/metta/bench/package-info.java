// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What a run costs in time and memory: the product as its own process, against servers of this
/// one. Test-only; no other room names it. How to run it, and the dated figures: `bench/README.md`.
@NullMarked
package ai.metta.bench;

import org.jspecify.annotations.NullMarked;
