// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The organisation's experiments as they are: a training run behind every job of the fleet that
/// was launched on GPUs, and others on machines at home.
///
/// In: a fleet and an instant. Out: [ai.metta.sandbox.wandb.experiments.TrainingRun]s, sweeps and
/// launch queues at that instant, and a [ai.metta.sandbox.wandb.experiments.WandbTruth] counted
/// from them. Who runs what, on which GPUs, from when until when and how it ends is the fleet's.
///
/// Knows no JSON and no HTTP; how all this is told on the wire is the parent package's business.
@NullMarked
package ai.metta.sandbox.wandb.experiments;

import org.jspecify.annotations.NullMarked;
