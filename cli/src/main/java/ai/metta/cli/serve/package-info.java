// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// A process that serves: a Datadog on this machine, the collectors' turns, and the pages.
///
/// In: an address, a data directory, and a configuration that may change meanwhile. Out: runs on
/// their schedule, into that server, and for the pages what commands print. Commands are run
/// through a port, so that no other one is named here.
@NullMarked
package ai.metta.cli.serve;

import org.jspecify.annotations.NullMarked;
