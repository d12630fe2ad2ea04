// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The rows of the health grid as one question: what came of them in this run or, alone, what
/// earlier runs sent, in; `health.<area>.score` and its kin, out.
///
/// A figure of merit is not made here but by the run that measured its metric. [HealthReading]
/// finds out what is known of each row, [Standing] is that for one row at one instant, [RollUps] is
/// the catalogue. An unknown row earns nothing, so that no failure raises a score.
///
/// Knows no service, and no collector by name. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.health;

import org.jspecify.annotations.NullMarked;
