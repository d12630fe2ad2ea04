// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// When collectors run, by themselves and one after another.
///
/// In: each collector's cron expression, a clock, and what was run before. Out: [Turn]s – a
/// collector, the slot it runs for, the instant of its points – given to a host one at a time a
/// collector, at most one of those that were missed.
///
/// Must not know how a turn is run or where its points go: the host does. Only [Cron] names the
/// library, which is loaded where an expression is asked something.
@NullMarked
package ai.metta.collect.schedule;

import org.jspecify.annotations.NullMarked;
