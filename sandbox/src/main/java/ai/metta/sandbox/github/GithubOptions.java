// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Organisation;
import java.time.InstantSource;

/// What a server is to be like.
///
/// @param organisation whose repositories it serves
/// @param clock the organisation's clock; the same instant gives the same answer, byte for byte
/// @param token who comes with it is let in
/// @param restLimit requests in an hour
/// @param graphQlLimit points in an hour
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record GithubOptions(
    Organisation organisation,
    InstantSource clock,
    String token,
    long restLimit,
    long graphQlLimit,
    int port) {
  private static final long USUAL_LIMIT = 5_000;

  public GithubOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (restLimit < 1 || graphQlLimit < 1) {
      throw new IllegalArgumentException(
          "a limit is at least 1, not " + Math.min(restLimit, graphQlLimit));
    }
  }

  /// A server with GitHub's usual limits, on a free port.
  public static GithubOptions of(Organisation organisation, InstantSource clock) {
    return new GithubOptions(
        organisation, clock, "sandbox-github-token", USUAL_LIMIT, USUAL_LIMIT, 0);
  }

  public GithubOptions withLimits(long rest, long graphQl) {
    return new GithubOptions(organisation, clock, token, rest, graphQl, port);
  }

  public GithubOptions withPort(int other) {
    return new GithubOptions(organisation, clock, token, restLimit, graphQlLimit, other);
  }
}
