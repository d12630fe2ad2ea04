// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The simulated organisation's repositories as they are: who opened, reviewed, merged, pushed, ran
/// and closed what, and when.
///
/// In: a seed and the instant around which the story is told. Out: an
/// [ai.metta.sandbox.github.organisation.Organisation] of lives, each to be looked at as of any
/// instant, and a [ai.metta.sandbox.github.organisation.GithubTruth] counted from them.
///
/// Everything is arithmetic on the seed: the same seed gives the same story on any machine. Knows
/// no JSON, no HTTP and no query; how it is told on the wire is the parent package's business.
@NullMarked
package ai.metta.sandbox.github.organisation;

import org.jspecify.annotations.NullMarked;
