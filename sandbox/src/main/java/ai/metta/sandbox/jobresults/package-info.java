// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// A place that job results can be read from, with what a runner wrote there.
///
/// In: the organisation's jobs ([ai.metta.sandbox.jobresults.suite.SuiteStory]), a clock, faults.
/// Out: documents of job results as JSON. Knows nothing of who reads them.
@NullMarked
package ai.metta.sandbox.jobresults;

import org.jspecify.annotations.NullMarked;
