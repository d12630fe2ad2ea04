// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What there is to name on a command line: collectors, their metrics, and rows of the health grid.
///
/// In: the registry of an installation, and words that somebody typed. Out: the collectors and
/// metrics that are meant, what completion offers, and metrics in rows. Runs nothing.
@NullMarked
package ai.metta.cli.catalogue;

import org.jspecify.annotations.NullMarked;
