// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// A simulated W&B on loopback, for whom the experiments of the organisation are the runs of two
/// projects.
///
/// In: [ai.metta.sandbox.wandb.WandbOptions] and HTTP requests. Out: answers in W&B's wire format –
/// GraphQL over POST, JSON inside strings, filters in MongoDB's language, a wrong key answered like
/// nobody's, pages that are empty because their rows are hidden – and what is so, in
/// [ai.metta.sandbox.wandb.experiments.WandbTruth]. Faults spoil it on purpose.
@NullMarked
package ai.metta.sandbox.wandb;

import org.jspecify.annotations.NullMarked;
