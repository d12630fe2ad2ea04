// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Datadog's dashboards, written as code that reads like the page it makes.
///
/// A [ai.metta.dashboards.Dashboard] is groups of rows of widgets; a widget shows
/// [ai.metta.dashboards.Formula]s over metrics, which are named by their constants. How the series
/// of a metric combine, its unit, title, description, targets, colours and how old a value may be
/// follow from its declaration. What a declaration does not allow is refused when the page is made.
/// Knows no service and asks nobody; in come declarations, out goes JSON as Datadog's API takes it.
@NullMarked
package ai.metta.dashboards;

import org.jspecify.annotations.NullMarked;
