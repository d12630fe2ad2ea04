// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// GraphQL: query documents are read, held against a schema and executed.
///
/// In: a text, variables and a root of [ai.metta.sandbox.graphql.ObjectType]s. Out: an answer of
/// maps and lists. What is wrong with a query is worded by a [ai.metta.sandbox.graphql.Dialect],
/// since every service has its own. Knows no service, and nothing of what it serves.
@NullMarked
package ai.metta.sandbox.graphql;

import org.jspecify.annotations.NullMarked;
