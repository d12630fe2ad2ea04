// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The query language as text: the parser and the tree it makes.
///
/// In: a query or formula, and what a dashboard's variables stand for. Out: an
/// [ai.metta.query.syntax.Expression], or a [ai.metta.query.syntax.QuerySyntaxException] that says
/// where and what. Knows no series.
@NullMarked
package ai.metta.query.syntax;

import org.jspecify.annotations.NullMarked;
