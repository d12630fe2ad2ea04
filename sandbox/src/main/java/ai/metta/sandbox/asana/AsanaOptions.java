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
public record AsanaOptions(Board board, InstantSource clock, String token) {
  /// An application that gets the token for these.
  public static final String CLIENT_ID = "1212000000000001";

  public static final String CLIENT_SECRET = "sandbox-asana-secret";

  public static AsanaOptions of(Board board, InstantSource clock) {
    return new AsanaOptions(board, clock, "sandbox-asana-token");
  }
}
