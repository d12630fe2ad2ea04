// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// GitHub's API over a simulated organisation, in GitHub's own wire format: REST version 3 and
/// GraphQL version 4.
///
/// In: [ai.metta.sandbox.github.GithubOptions] (which organisation, which clock, which token, which
/// limits). Out: HTTP on a loopback port, faults on demand, and the truth to compare with.
///
/// The organisation itself is the room next door, `organisation`, and the query language is
/// `graphql`; here is only how things are told. Knows nothing of who reads it.
@NullMarked
package ai.metta.sandbox.github;

import org.jspecify.annotations.NullMarked;
