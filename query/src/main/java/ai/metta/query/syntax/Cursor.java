// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.function.IntPredicate;

/// A place in a text that moves on as the text is read.
final class Cursor {
  private final String text;
  private int position;

  Cursor(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  int position() {
    return position;
  }

  void moveTo(int other) {
    position = other;
  }

  /// The next character that is no white space; 0 at the end.
  char peek() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return here();
  }

  /// The very next character; 0 at the end.
  char here() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  /// Passes over a character where it comes next.
  boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  /// @throws QuerySyntaxException where another comes next
  void expect(char wanted) {
    if (!accept(wanted)) {
      throw expected("\"" + wanted + "\"");
    }
  }

  /// Passes over a word where it comes next, in any case, and ends there.
  boolean acceptWord(String word) {
    return acceptWord(word, Cursor::isWord);
  }

  /// The same where a word goes on with other characters too.
  boolean acceptWord(String word, IntPredicate goesOn) {
    peek();
    int end = position + word.length();
    boolean there =
        text.regionMatches(true, position, word, 0, word.length())
            && (end == text.length() || !goesOn.test(text.charAt(end)));
    if (there) {
      position = end;
    }
    return there;
  }

  static boolean isWord(int character) {
    return Character.isLetterOrDigit(character) || character == '_';
  }

  /// The characters from here that are of a kind; none where the next is not.
  String take(IntPredicate kind) {
    int start = position;
    while (position < text.length() && kind.test(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  QuerySyntaxException expected(String what) {
    char next = peek();
    String found = next == 0 ? "the end" : "\"" + next + "\"";
    return new QuerySyntaxException(text, position, "expected " + what + ", found " + found);
  }

  QuerySyntaxException wrong(int at, String problem) {
    return new QuerySyntaxException(text, at, problem);
  }
}
