// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.wandb.experiments.Experiments.View;
import java.util.Optional;

/// What a query begins from.
///
/// @param viewer who asks; empty for nobody
/// @param fault what spoils the answer
record RootView(View view, Optional<String> viewer, Optional<Fault> fault) {
  boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
