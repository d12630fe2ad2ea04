// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What every command has to hand: one start of `metta`, with its surroundings and options, the
/// settings and secrets that follow from them, whom to ask, what is said meanwhile, and the code it
/// ends with.
///
/// In: environment, streams, clock, and the options of all commands. Out: a workbench that is wired
/// once, a log, an exit code. A command asks it by its parent, an invocation, and so knows none of
/// the commands above it; none of them is known here either.
@NullMarked
package ai.metta.cli.invocation;

import org.jspecify.annotations.NullMarked;
