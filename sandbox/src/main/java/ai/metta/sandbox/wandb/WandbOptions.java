// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.InstantSource;

/// What a server is to be like.
///
/// @param experiments that it tells of
/// @param clock the organisation's clock; the same instant gives the same answer, byte for byte
/// @param key who comes with it is somebody
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record WandbOptions(Experiments experiments, InstantSource clock, String key, int port) {
  public WandbOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port.
  public static WandbOptions of(Experiments experiments, InstantSource clock) {
    return new WandbOptions(experiments, clock, "sandbox-wandb-key", 0);
  }
}
