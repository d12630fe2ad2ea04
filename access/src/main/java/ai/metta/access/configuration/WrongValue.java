// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.secret.Redactor;

/// A value that is not of its setting's kind. The message begins with the value.
final class WrongValue extends Exception {
  private static final int MOST_CHARACTERS = 60;

  private WrongValue(String message) {
    super(message);
  }

  static WrongValue of(String value, String expected) {
    String shown =
        value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS) + "…";
    String safe = Redactor.withoutTokens(shown).replaceAll("\\p{Cntrl}", "?");
    return new WrongValue("\"" + safe + "\" is not " + expected);
  }

  static WrongValue ofShape(String found, String expected) {
    return new WrongValue(found + " where " + expected + " is expected");
  }
}
