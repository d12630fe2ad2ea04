// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Asana as a simulated workspace has it: the REST answers that a reader of projects and tasks
/// meets, with pages whose tokens run out, only those fields that were asked for, and a limit.
///
/// In: a [ai.metta.sandbox.asana.board.Board] and a clock. Out: an address. Knows nothing of who
/// asks; what is so can be asked of [AsanaServer#truth].
@NullMarked
package ai.metta.sandbox.asana;

import org.jspecify.annotations.NullMarked;
