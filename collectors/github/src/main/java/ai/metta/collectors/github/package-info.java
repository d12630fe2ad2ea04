// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// GitHub's repositories, in; `github.*` points, one set a repository, and `workflow_failed`
/// events, out.
///
/// [GithubApi] and the classes named `…Reader` are the only ones that know URLs and documents; they
/// answer facts, never points. [GithubMetrics] is the catalogue, with a file of short functions a
/// subject. A part that could not be read whole is failed: an incomplete page is never counted as a
/// whole one.
///
/// Knows nothing of the intake or of other collectors. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.github;

import org.jspecify.annotations.NullMarked;
