// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

/// What can be wrong with a server, or with what it holds.
public enum Fault {
  /// 429 that says after how many seconds the limit ends.
  RATE_LIMITED,
  /// An answer that is the last for some seconds.
  LAST_OF_THE_LIMIT,
  /// 500 with a message.
  SERVER_ERROR,
  /// 502 with a page for people.
  BAD_GATEWAY,
  /// 200 with data and an error.
  PARTIAL_DATA,
  /// 400: the filter is refused.
  BAD_FILTER,
  /// The project is not to be seen.
  NO_PROJECT,
  /// Pages whose end is where they began, and that have a next one.
  CURSOR_STANDS_STILL,
  /// The server is too old for `computeSeconds`, `runInfo`, `systemMetrics` and `user` of runs.
  OLD_SERVER,
  /// The server is too old for sweeps.
  NO_SWEEPS,
  /// Another address is named.
  REDIRECT,
  /// The body ends in the middle.
  TRUNCATED,
  /// What the newest run of a list reports is no JSON.
  BROKEN_SUMMARY,
  /// Every run is in a state that nobody knows.
  STRANGE_STATE
}
