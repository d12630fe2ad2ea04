// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/// JSON on its way into a JSON string, a buffer at a time, so that a value of any size needs no
/// memory. It can be written by a generator, whose quotes are then escaped; or piece by piece,
/// escaped from the start, which is several times as fast and what a long queue is written with.
final class InnerJson {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final Piece NULL = Piece.of("null");
  private static final Piece QUOTE = Piece.of("\"");

  /// A piece of JSON, escaped once and for all. At most a buffer long.
  static final class Piece {
    private final byte[] escaped;

    private Piece(byte[] escaped) {
      this.escaped = escaped;
    }

    static Piece of(String json) {
      return new Piece(
          json.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  InnerJson(OutputStream out) {
    this.out = out;
  }

  /// Writes a piece that was prepared.
  InnerJson piece(Piece piece) {
    byte[] bytes = piece.escaped;
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, filled, bytes.length);
    filled += bytes.length;
    return this;
  }

  void writeNull() {
    piece(NULL);
  }

  /// Writes a JSON string.
  void text(String text) {
    piece(QUOTE);
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character < ' ' || character > '~' || character == '"' || character == '\\') {
        piece(special(character));
      } else {
        if (filled == BUFFER_BYTES) {
          drain();
        }
        buffer[filled++] = (byte) character;
      }
    }
    piece(QUOTE);
  }

  /// Writes text that needs no quotes: a number, a truth value.
  void bare(String text) {
    makeRoom(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[filled++] = (byte) text.charAt(i);
    }
  }

  void number(long number) {
    if (number < 0) {
      bare(Long.toString(number));
      return;
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    makeRoom(digits);
    long rest = number;
    for (int i = filled + digits - 1; i >= filled; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    filled += digits;
  }

  /// Writes milliseconds, not negative, as seconds with a fraction.
  void seconds(long millis) {
    number(millis / 1000);
    makeRoom(4);
    int fraction = (int) (millis % 1000);
    buffer[filled++] = '.';
    buffer[filled++] = (byte) ('0' + fraction / 100);
    if (fraction % 100 != 0) {
      buffer[filled++] = (byte) ('0' + fraction / 10 % 10);
    }
    if (fraction % 10 != 0) {
      buffer[filled++] = (byte) ('0' + fraction % 10);
    }
  }

  /// Writes a value with a generator.
  void body(Body body) {
    OutputStream escaping =
        new OutputStream() {
          @Override
          public void write(int b) {
            makeRoom(2);
            if (b == '"' || b == '\\') {
              buffer[filled++] = '\\';
            }
            buffer[filled++] = (byte) b;
          }
        };
    try (JsonGenerator json = JsonText.onto(escaping)) {
      body.write(json);
    }
  }

  /// Passes on what is still here; the stream behind is not flushed.
  void finish() {
    drain();
  }

  /// A character that cannot stand for itself, as it is written in JSON within JSON.
  private static Piece special(char character) {
    return Piece.of(
        switch (character) {
          case '"' -> "\\\"";
          case '\\' -> "\\\\";
          case '\n' -> "\\n";
          default -> "\\u" + HexFormat.of().toHexDigits(character);
        });
  }

  private void makeRoom(int bytes) {
    if (filled + bytes > buffer.length) {
      drain();
    }
  }

  private void drain() {
    try {
      out.write(buffer, 0, filled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    filled = 0;
  }
}
