// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The health grid, for people and machines: this week, a month of it, and why a row is what it is.
///
/// In: what collectors measured, read back by queries. Out: the grid, a calendar, an explanation.
/// How healthy a figure is, is decided where it is measured.
@NullMarked
package ai.metta.cli.health;

import org.jspecify.annotations.NullMarked;
