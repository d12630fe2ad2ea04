// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Instant;
import java.time.InstantSource;

/// What a simulated AWS holds.
///
/// @param fleet of the organisation whose account it is
/// @param accessKey whose signatures are taken
/// @param pageSize how many rows a page has at most, whatever is asked for
/// @param workers machines beside those that the fleet is on
/// @param detail how much is told of an instance
/// @param port 0 for any that is free
public record AwsOptions(
    Fleet fleet,
    InstantSource clock,
    String accessKey,
    int pageSize,
    int workers,
    Detail detail,
    int port) {
  private static final int PAGE = 100;

  /// How much is told of an instance.
  public enum Detail {
    /// What tells something of it.
    BRIEF,
    /// All that AWS tells, which is several times as long.
    FULL
  }

  public AwsOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port.
  public static AwsOptions of(Fleet fleet, InstantSource clock) {
    return new AwsOptions(fleet, clock, "AKIASANDBOX", PAGE, 0, Detail.BRIEF, 0);
  }

  public AwsOptions withPort(int other) {
    return new AwsOptions(fleet, clock, accessKey, pageSize, workers, detail, other);
  }

  /// A larger account, which tells of its instances in full.
  ///
  /// @param machines that are in it beside the fleet's
  /// @param rows on a page at most, where a request does not want fewer
  public AwsOptions withWorkers(int machines, int rows) {
    return new AwsOptions(fleet, clock, accessKey, rows, machines, Detail.FULL, port);
  }

  /// What there is at an instant.
  public Estate estate(Instant at) {
    return Estate.of(fleet, workers, at);
  }
}
