// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults;

import ai.metta.sandbox.jobresults.suite.SuiteStory;
import java.time.InstantSource;
import java.util.Optional;

/// What a server is to be like.
///
/// @param story the runs that it tells of
/// @param clock the same instant gives the same answer, byte for byte
/// @param token who comes with it as a bearer is let in; empty where everybody is
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record JobResultsOptions(
    SuiteStory story, InstantSource clock, Optional<String> token, int port) {
  public JobResultsOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port that lets everybody in.
  public static JobResultsOptions of(SuiteStory story, InstantSource clock) {
    return new JobResultsOptions(story, clock, Optional.empty(), 0);
  }

  public JobResultsOptions withToken(String secret) {
    return new JobResultsOptions(story, clock, Optional.of(secret), port);
  }

  public JobResultsOptions withPort(int other) {
    return new JobResultsOptions(story, clock, token, other);
  }
}
