// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// GraphQL as GitHub speaks it: query documents are read, held against a schema, priced and
/// executed.
///
/// In: a text, variables and a root of [ai.metta.sandbox.github.graphql.ObjectType]s. Out: an
/// answer of maps and lists, errors in GitHub's shapes among it. Knows nothing of repositories.
@NullMarked
package ai.metta.sandbox.github.graphql;

import org.jspecify.annotations.NullMarked;
