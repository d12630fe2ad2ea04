// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Results of a suite's jobs, as their runner wrote them down, in; `training.*`, `eval.*` and
/// `jobs.acceptance.*` points, out.
///
/// [DocumentReader] says what a document is. [FolderClient], [UrlClient] and [BucketClient] know
/// where documents lie, and make facts of them, never points. [TrainingCollector] and
/// [EvalCollector] tell of the same documents. A source that cannot be read is not one that holds
/// nothing: whatever follows from its suite fails.
///
/// Knows nothing of the intake or of other collectors. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.jobresults;

import org.jspecify.annotations.NullMarked;
