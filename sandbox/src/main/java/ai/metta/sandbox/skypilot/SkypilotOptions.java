// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import java.time.Duration;
import java.time.InstantSource;

/// What a server is to be like.
///
/// @param fleet whom it serves
/// @param clock the fleet's clock; the same instant gives the same answer, byte for byte
/// @param version the release it speaks
/// @param access how callers authenticate
/// @param latency how long each piece of work takes, in real time, until its result is ready
/// @param minimumClient the lowest API version of a client it lets in
/// @param controller where managed jobs are controlled from
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record SkypilotOptions(
    Fleet fleet,
    InstantSource clock,
    ServerVersion version,
    Access access,
    Duration latency,
    int minimumClient,
    Controller controller,
    int port) {
  public SkypilotOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("a latency is not negative: " + latency);
    }
  }

  /// An open server of release 0.13 that answers at once, on a free port.
  public static SkypilotOptions of(Fleet fleet, InstantSource clock) {
    return new SkypilotOptions(
        fleet,
        clock,
        ServerVersion.V52,
        Access.open(),
        Duration.ZERO,
        ServerVersion.V52.minimumClient(),
        Controller.CONSOLIDATED,
        0);
  }

  /// The same with another release and its minimum client version.
  public SkypilotOptions withVersion(ServerVersion other) {
    return new SkypilotOptions(
        fleet, clock, other, access, latency, other.minimumClient(), controller, port);
  }

  public SkypilotOptions withAccess(Access other) {
    return new SkypilotOptions(
        fleet, clock, version, other, latency, minimumClient, controller, port);
  }

  public SkypilotOptions withLatency(Duration other) {
    return new SkypilotOptions(
        fleet, clock, version, access, other, minimumClient, controller, port);
  }

  public SkypilotOptions withMinimumClient(int other) {
    return new SkypilotOptions(fleet, clock, version, access, latency, other, controller, port);
  }

  public SkypilotOptions withController(Controller other) {
    return new SkypilotOptions(fleet, clock, version, access, latency, minimumClient, other, port);
  }

  public SkypilotOptions withPort(int other) {
    return new SkypilotOptions(
        fleet, clock, version, access, latency, minimumClient, controller, other);
  }
}
