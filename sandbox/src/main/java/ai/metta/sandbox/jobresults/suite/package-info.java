// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What the runner of a suite did, and what is so of it.
///
/// In: the fleet's jobs and the experiments behind them. Out: runs of two suites at an instant, and
/// their own truth. Knows nothing of documents.
@NullMarked
package ai.metta.sandbox.jobresults.suite;

import org.jspecify.annotations.NullMarked;
