// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines at its spaces.
public final class Wrapping {
  private Wrapping() {}

  /// The lines, at least one. A word that is wider than a line keeps a line to itself, whole: it
  /// may be an address that somebody copies.
  ///
  /// @param width in columns
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && Paint.width(line.toString()) + 1 + Paint.width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// The same, each line after the first below the first's text.
  ///
  /// @param start what stands before the text
  public static String hanging(String start, String text, int columns) {
    int indent = Paint.width(start);
    return start
        + String.join("\n" + " ".repeat(indent), lines(text, Math.max(1, columns - indent)));
  }
}
