// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What is different between a document as it should be and as it is live, and who made it so.
///
/// In: dashboards and monitors as JSON, and the mark that the last push left on the live one. Out:
/// changes told by the titles of widgets, the overlay that keeps an edit made by hand, and the
/// document that a push sends. Asks nobody.
@NullMarked
package ai.metta.dashboards.change;

import org.jspecify.annotations.NullMarked;
