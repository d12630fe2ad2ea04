// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What output goes to: which streams a person looks at, how wide the screen is, and where colour
/// is welcome.
///
/// @param columns [#UNLIMITED] where nobody knows: in a file or a pipe
public record Screen(Set<Stream> terminals, int columns, Set<Stream> coloured) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public Screen {
    terminals = Set.copyOf(terminals);
    coloured = Set.copyOf(coloured);
  }

  /// Where a process writes.
  public enum Stream {
    OUT,
    ERR
  }

  /// When colours are used. Lower case, since that is what people type.
  public enum ColourUse {
    auto,
    always,
    never
  }

  /// A pipe or a file, of unlimited width.
  public static Screen none() {
    return new Screen(Set.of(), UNLIMITED, Set.of());
  }

  /// What the launcher found out: `metta.terminal` names the streams that are terminals, and
  /// `metta.columns` says how wide they are. `COLUMNS` wins.
  public static Screen of(Map<String, String> environment, String terminal, String columns) {
    Set<Stream> terminals = EnumSet.noneOf(Stream.class);
    for (Stream stream : Stream.values()) {
      if (terminal.contains(stream.name().toLowerCase(Locale.ROOT))) {
        terminals.add(stream);
      }
    }
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    int width = width(environment.getOrDefault("COLUMNS", ""), width(columns, UNLIMITED));
    return new Screen(terminals, width, plain ? Set.of() : terminals);
  }

  private static int width(String text, int otherwise) {
    return text.matches("[1-9]\\d{1,3}") ? Integer.parseInt(text) : otherwise;
  }

  public Screen with(ColourUse use) {
    return switch (use) {
      case auto -> this;
      case always -> new Screen(terminals, columns, EnumSet.allOf(Stream.class));
      case never -> new Screen(terminals, columns, Set.of());
    };
  }

  public Paint paint(Stream stream) {
    return coloured.contains(stream) ? Paint.COLOURS : Paint.NONE;
  }
}
