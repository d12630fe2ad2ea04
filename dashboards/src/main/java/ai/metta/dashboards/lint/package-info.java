// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the queries of a dashboard or monitor, told without asking anybody: their
/// JSON and the catalogue are enough.
@NullMarked
package ai.metta.dashboards.lint;

import org.jspecify.annotations.NullMarked;
