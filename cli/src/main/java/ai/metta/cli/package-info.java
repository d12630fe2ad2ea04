// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The command line: what people and CronJobs run.
///
/// In: arguments, environment, files. Out: data on standard output, everything else on standard
/// error, and an exit code that says who is to blame ([ai.metta.cli.invocation.Exit]). Wires the
/// other rooms together and holds no rule of theirs: what a number means, when a request is
/// repeated and how a payload is kept are decided where they belong. This package starts commands
/// and lays out their help; it names all others of the room, and none of them names it.
@NullMarked
package ai.metta.cli;

import org.jspecify.annotations.NullMarked;
