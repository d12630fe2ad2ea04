// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Probe;

/// Colour, for what has to catch the eye and nothing else.
enum Paint {
  COLOURS,
  NONE;

  String bad(String text) {
    return in("31", text);
  }

  String doubtful(String text) {
    return in("33", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String quiet(String text) {
    return in("2", text);
  }

  String verdict(Probe.Verdict verdict, String text) {
    return switch (verdict) {
      case OK -> good(text);
      case WARNING -> doubtful(text);
      case FAILED -> bad(text);
      case SKIPPED -> quiet(text);
    };
  }

  /// How many columns a text takes.
  static int width(String text) {
    return text.replaceAll("\u001b\\[\\d+m", "").length();
  }

  private String in(String code, String text) {
    return this == COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
