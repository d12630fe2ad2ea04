// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/// Shows control characters as what they are. Titles, tags and reasons come from services: written
/// by somebody else, they would command the terminal of whoever reads them. Only colours, the end
/// of a line and what a progress line needs go through.
public final class Printable extends FilterWriter {
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\x1b(?!\\[[0-9;]*[mK])|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1a\\x1c-\\x1f\\x7f-\\x9f]");

  /// The pictures that Unicode has of the first 32.
  private static final int PICTURES = 0x2400;

  private static final String DELETE = "␡";
  private static final String OTHER = "\ufffd";

  public Printable(Writer out) {
    super(out);
  }

  @Override
  public void write(int sign) throws IOException {
    out.write(shown(Character.toString((char) sign)));
  }

  @Override
  public void write(char[] signs, int offset, int length) throws IOException {
    out.write(shown(new String(signs, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(shown(text.substring(offset, offset + length)));
  }

  private static String shown(String text) {
    return COMMAND
        .matcher(text)
        .replaceAll(found -> {
          char sign = found.group().charAt(0);
          return sign < ' '
              ? Character.toString(PICTURES + sign)
              : sign == '\u007f' ? DELETE : OTHER;
        });
  }
}
