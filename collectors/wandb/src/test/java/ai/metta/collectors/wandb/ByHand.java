// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.function.UnaryOperator;

/// What the collector says of answers that are made by hand, at one instant.
final class ByHand {
  private ByHand() {}

  static Reported reported(UnaryOperator<HandmadeWandb> change) {
    return reported(change, UnaryOperator.identity());
  }

  static Reported reported(
      UnaryOperator<HandmadeWandb> change, UnaryOperator<Collecting> conditions) {
    try (HandmadeWandb server = change.apply(HandmadeWandb.start())) {
      return conditions.apply(from(server)).run();
    }
  }

  static Collecting from(HandmadeWandb server) {
    return Collecting.at(RunRow.NOW).from(server.endpoint()).of("arena");
  }
}
