// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.asana.board.Board;
import java.time.InstantSource;

/// What a server is to be like.
///
/// @param board the workspace that it serves
/// @param clock the workspace's clock; the same instant gives the same answer, byte for byte
/// @param token who comes with it is let in
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record AsanaOptions(Board board, InstantSource clock, String token, int port) {
  /// An application that gets the token for these.
  public static final String CLIENT_ID = "1212000000000001";

  public static final String CLIENT_SECRET = "sandbox-asana-secret";

  public AsanaOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port.
  public static AsanaOptions of(Board board, InstantSource clock) {
    return new AsanaOptions(board, clock, "sandbox-asana-token", 0);
  }

  public AsanaOptions withPort(int other) {
    return new AsanaOptions(board, clock, token, other);
  }
}
