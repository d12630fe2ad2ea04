// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a dashboard or monitor, told without asking anybody: their JSON and the
/// catalogue are enough. Of both their queries are read; of a dashboard also its form, its units,
/// colours, markers and axes against the declarations, and what Datadog's guide asks.
@NullMarked
package ai.metta.dashboards.lint;

import org.jspecify.annotations.NullMarked;
