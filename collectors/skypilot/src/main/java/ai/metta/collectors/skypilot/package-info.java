// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// SkyPilot's managed jobs and clusters, in; `skypilot.*` points and `job_ended` events, out.
///
/// [SkypilotClient] is the only file that knows URLs; it answers facts, never points.
/// [SkypilotMetrics] is the catalogue; beside it one short function a metric. A value that the
/// server does not know ("-", null, absent) stays unknown all the way to the tag.
///
/// Knows nothing of the intake, of files or of other collectors. Names and rules: `README.md`
/// beside the pom.
@NullMarked
package ai.metta.collectors.skypilot;

import org.jspecify.annotations.NullMarked;
