// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import java.util.Optional;

/// Something that was put into a launch queue.
///
/// @param state in W&B's words
/// @param run the one that was made of it
public record QueueItem(String id, String queue, String state, Optional<String> run) {}
