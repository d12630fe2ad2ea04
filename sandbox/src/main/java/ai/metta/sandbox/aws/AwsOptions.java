// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.InstantSource;

/// What a simulated AWS holds.
///
/// @param fleet of the organisation whose account it is
/// @param accessKey whose signatures are taken
/// @param pageSize how many rows a page has at most, whatever is asked for
/// @param port 0 for any that is free
public record AwsOptions(
    Fleet fleet, InstantSource clock, String accessKey, int pageSize, int port) {
  private static final int PAGE = 100;

  public AwsOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port.
  public static AwsOptions of(Fleet fleet, InstantSource clock) {
    return new AwsOptions(fleet, clock, "AKIASANDBOX", PAGE, 0);
  }

  public AwsOptions withPort(int other) {
    return new AwsOptions(fleet, clock, accessKey, pageSize, other);
  }
}
