// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// One run of collectors, from the names on the command line to what Datadog took.
///
/// In: collectors, and which of their metrics are wanted. Out: the run in one of its printed forms,
/// its points in the outbox and on their way, and who is to blame where something failed. What
/// waits in the outbox, and results that a runner hands over, are pushed from here too.
@NullMarked
package ai.metta.cli.collect;

import org.jspecify.annotations.NullMarked;
