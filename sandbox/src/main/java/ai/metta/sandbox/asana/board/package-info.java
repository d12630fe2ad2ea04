// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// A simulated workspace: its projects and tasks, told from a seed, and bugs that follow from jobs
/// that failed. Knows nothing of how it is served.
@NullMarked
package ai.metta.sandbox.asana.board;

import org.jspecify.annotations.NullMarked;
