// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Asana's projects and tasks of one workspace, in; `asana.*` points and `training.bugs.count`,
/// out.
///
/// [AsanaApi] is the only file that knows URLs and pages; [AsanaClient] makes facts of its answers,
/// never points. [AsanaMetrics] is the catalogue. A listing that broke off is no listing: whatever
/// follows from it fails.
///
/// Knows nothing of the intake, of files or of other collectors. Names and rules: `README.md`
/// beside the pom.
@NullMarked
package ai.metta.collectors.asana;

import org.jspecify.annotations.NullMarked;
