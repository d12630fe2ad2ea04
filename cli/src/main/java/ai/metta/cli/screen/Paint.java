// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import ai.metta.collect.health.Colour;

/// Colour, for what has to catch the eye and nothing else.
public enum Paint {
  COLOURS,
  NONE;

  public String bad(String text) {
    return in("31", text);
  }

  public String doubtful(String text) {
    return in("33", text);
  }

  public String good(String text) {
    return in("32", text);
  }

  public String as(Colour colour, String text) {
    return switch (colour) {
      case GREEN -> good(text);
      case YELLOW -> doubtful(text);
      case RED -> bad(text);
    };
  }

  public String quiet(String text) {
    return in("2", text);
  }

  /// How many columns a text takes.
  static int width(String text) {
    return text.replaceAll("\u001b\\[\\d+m", "").length();
  }

  private String in(String code, String text) {
    return this == COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
