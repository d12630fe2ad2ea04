// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Runs, sweeps and launch queues of Weights & Biases, in; `wandb.*` points, one set a project, and
/// `run_ended` events, out.
///
/// [WandbApi] and the classes named `…Reader` are the only ones that know addresses and documents;
/// they answer facts, never points. [WandbMetrics] is the catalogue, with a file of short functions
/// a subject. What kind of run something is follows from ordered rules of the configuration. A list
/// that broke off is failed, and a value that nobody reports is absent: nothing is 0 because
/// something went wrong.
///
/// Knows nothing of the intake or of other collectors. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.wandb;

import org.jspecify.annotations.NullMarked;
