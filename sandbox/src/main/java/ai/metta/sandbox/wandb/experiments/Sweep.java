// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import java.time.Instant;

/// A search over settings.
///
/// @param state in W&B's words
public record Sweep(String name, String project, String state, Instant created, int runs) {}
