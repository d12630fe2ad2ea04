// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Fetched;
import java.util.Map;

/// Everything one run knows of a project, each part known, unsupported or failed by itself.
///
/// @param active runs that are at work by their state
/// @param ended runs that are not, of the window asked for
/// @param all those at work and those that are not, where both are known
/// @param pending how many runs wait for a machine
/// @param queues how many items wait, by launch queue
/// @param sweeps how many are running
record WandbSnapshot(
    Fetched<Runs> active,
    Fetched<Runs> ended,
    Fetched<Runs> all,
    Fetched<Long> pending,
    Fetched<Map<String, Long>> queues,
    Fetched<Long> sweeps) {}
