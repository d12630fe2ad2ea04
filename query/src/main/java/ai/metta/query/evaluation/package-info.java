// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The query language as arithmetic: from a tree and a source to lines.
///
/// In: an [ai.metta.query.syntax.Expression], a [ai.metta.query.evaluation.Span] and a
/// [ai.metta.metric.SeriesSource]. Out: a [ai.metta.query.evaluation.Frame], whose buckets without
/// a value hold none. An unknown value stays unknown through every sum it is part of alone, and a
/// function that is not evaluated here says so.
@NullMarked
package ai.metta.query.evaluation;

import org.jspecify.annotations.NullMarked;
