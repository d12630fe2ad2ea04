// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.Reader;

/// Finds a value in an answer of `/api/get` and reads it as a stream.
///
/// Its `return_value`, and the `error` of a failure, is a JSON document inside a JSON string.
/// Decoding it as a string would hold the whole document – for a queue of 100 000 rows, twice 180
/// MB – in memory; here its characters are unescaped as they are asked for.
final class Envelope extends Reader {
  private static final String CUT = "; was it cut off on the way, by a proxy perhaps?";

  private final String what;
  private final Reader answer;
  private final char[] buffer = new char[1 << 13];
  private int position;
  private int filled;
  private final int depth;
  private String status = "";
  private boolean ended;

  private Envelope(String what, Reader answer, int depth) {
    this.what = what;
    this.answer = answer;
    this.depth = depth;
  }

  /// A reader over the document inside a text of the answer; it fails as malformed where the answer
  /// breaks off, be it behind the text.
  ///
  /// @param what what the answer is called in messages
  /// @param path the keys that lead to the text
  /// @throws FailureException as malformed where the answer is not an object that holds it
  static Envelope text(String what, Reader answer, String... path) throws IOException {
    Envelope envelope = new Envelope(what, answer, path.length);
    for (String key : path) {
      envelope.find(key, String.join(".", path));
    }
    envelope.expect('"', String.join(".", path));
    return envelope;
  }

  /// Goes to the value of a key of the object that comes next.
  private void find(String key, String wanted) throws IOException {
    expect('{', wanted);
    while (true) {
      expect('"', wanted);
      String found = string();
      expect(':', wanted);
      if (found.equals(key)) {
        return;
      }
      if (found.equals("status")) {
        status = word();
      } else {
        skipValue();
      }
      expect(',', wanted);
    }
  }

  /// A text, or nothing for a value of another kind.
  private String word() throws IOException {
    int next = nextVisible();
    if (next == '"') {
      return string();
    }
    if (next >= 0) {
      position--;
    }
    skipValue();
    return "";
  }

  /// What the answer says of the work before the text: a status in capitals; empty for nothing.
  String status() {
    return status;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int count = 0;
    while (count < length && !ended) {
      count += copyPlain(into, offset + count, length - count);
      if (count < length) {
        int next = take();
        if (next < 0) {
          throw malformed("ended inside its value" + CUT);
        }
        if (next == '"') {
          ended = true;
          finish();
        } else {
          into[offset + count++] = next == '\\' ? escaped() : (char) next;
        }
      }
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  /// Reads the rest of the objects that the value stands in: an answer that breaks off is not
  /// whole.
  private void finish() throws IOException {
    for (int open = depth; open > 0; open--) {
      int next = nextVisible();
      while (next == ',') {
        skipValue();
        expect(':', "value behind a key");
        skipValue();
        next = nextVisible();
      }
      if (next != '}') {
        throw malformed("ended behind its value" + CUT);
      }
    }
  }

  /// Copies what stands for itself, up to the end of the buffer.
  private int copyPlain(char[] into, int offset, int length) {
    int from = position;
    int until = Math.min(filled, from + length);
    int at = from;
    while (at < until && buffer[at] != '"' && buffer[at] != '\\') {
      into[offset + at - from] = buffer[at];
      at++;
    }
    position = at;
    return at - from;
  }

  @Override
  public void close() throws IOException {
    answer.close();
  }

  private char escaped() throws IOException {
    int next = take();
    return switch (next) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> hexadecimal();
      case '"', '\\', '/' -> (char) next;
      case -1 -> throw malformed("ended inside a string" + CUT);
      default -> throw malformed("has an escape that JSON does not have: \\" + (char) next);
    };
  }

  private char hexadecimal() throws IOException {
    int code = 0;
    for (int digit = 0; digit < 4; digit++) {
      int next = take();
      if (next < 0) {
        throw malformed("ended inside a string" + CUT);
      }
      int value = Character.digit(next, 16);
      if (value < 0) {
        throw malformed("has an escape that JSON does not have: \\u with other than four digits");
      }
      code = code * 16 + value;
    }
    return (char) code;
  }

  private String string() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int next = take();
      if (next < 0) {
        throw malformed("ended inside a string" + CUT);
      }
      if (next == '"') {
        return text.toString();
      }
      text.append(next == '\\' ? escaped() : (char) next);
    }
  }

  /// Skips one value of any kind, nested ones by counting their brackets.
  private void skipValue() throws IOException {
    int depth = 0;
    do {
      int next = nextVisible();
      switch (next) {
        case '"' -> skipString();
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',', ':' -> {}
        case -1 -> throw malformed("ended before its value" + CUT);
        default -> skipWord();
      }
    } while (depth > 0);
  }

  private void skipString() throws IOException {
    for (int next = take(); next != '"'; next = take()) {
      if (next < 0) {
        throw malformed("ended inside a string" + CUT);
      }
      if (next == '\\') {
        take();
      }
    }
  }

  private void skipWord() throws IOException {
    int next = take();
    while (next >= 0 && ",}]".indexOf(next) < 0 && !Character.isWhitespace(next)) {
      next = take();
    }
    if (next >= 0) {
      position--;
    }
  }

  private void expect(char mark, String wanted) throws IOException {
    if (nextVisible() != mark) {
      throw malformed("holds no " + wanted);
    }
  }

  private FailureException malformed(String problem) {
    return Rows.malformed(what, problem);
  }

  private int nextVisible() throws IOException {
    int next = take();
    while (next >= 0 && Character.isWhitespace(next)) {
      next = take();
    }
    return next;
  }

  /// The next character of the answer; -1 after its last.
  private int take() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, answer.read(buffer));
    }
    return filled == 0 ? -1 : buffer[position++];
  }
}
