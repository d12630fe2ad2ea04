// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

/// Which outcomes of a request allow to send it again.
public enum Repeat {
  /// After any passing trouble: no connection, a reset, 408, 429, 502, 503, 504.
  IDEMPOTENT,
  /// The same, and after any other 5xx: for services whose 500 is a passing one too.
  PERSISTENT,
  /// As [#PERSISTENT], but 429: a limit's refusal is returned to somebody who knows how long to
  /// wait.
  UNLESS_LIMITED,
  /// Only where the service did not begin: no connection, 429, 503.
  ON_REFUSAL,
  NEVER;

  boolean allows(int status) {
    return switch (this) {
      case IDEMPOTENT ->
          status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
      case PERSISTENT -> status >= 500 || IDEMPOTENT.allows(status);
      case UNLESS_LIMITED -> status != 429 && PERSISTENT.allows(status);
      case ON_REFUSAL -> status == 429 || status == 503;
      case NEVER -> false;
    };
  }

  boolean allows(Breakage.Kind kind) {
    return switch (kind) {
      case NO_CONNECTION -> this != NEVER;
      case RESET -> this == IDEMPOTENT || this == PERSISTENT || this == UNLESS_LIMITED;
      case FINAL -> false;
    };
  }
}
