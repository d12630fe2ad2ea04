// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

/// Someone with an account.
public record Account(long id, String login, Kind kind) {
  /// Who stands behind it.
  public enum Kind {
    USER,
    BOT
  }

  public boolean isBot() {
    return kind == Kind.BOT;
  }
}
