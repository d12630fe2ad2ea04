// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parts a query into tokens, comments and commas left out.
final class Lexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\G(?:[\\s,\\uFEFF]|#[^\\n\\r]*)*(?:(?<spread>\\.\\.\\.)|(?<mark>[!$():=@\\[\\]{|}&])"
              + "|(?<name>[A-Za-z_]\\w*)|(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
              + "|\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"|(?<end>\\z))");

  /// What a token is.
  enum Kind {
    MARK,
    NAME,
    NUMBER,
    TEXT,
    END
  }

  /// A token.
  ///
  /// @param text of a string, what it says
  record Token(Kind kind, String text, Location location) {
    boolean is(String mark) {
      return kind == Kind.MARK && text.equals(mark);
    }
  }

  private Lexer() {}

  /// @throws ProblemException where a character begins no token
  static List<Token> tokens(String query) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(query);
    int read = 0;
    while (matcher.find()) {
      read = matcher.end();
      Token token = token(matcher, query);
      tokens.add(token);
      if (token.kind() == Kind.END) {
        return tokens;
      }
    }
    throw ProblemException.parse(
        "Expected a token, but the text cannot be read", location(query, read));
  }

  private static Token token(Matcher matcher, String query) {
    for (String group : List.of("spread", "mark", "name", "number", "text", "end")) {
      String found = matcher.group(group);
      if (found != null) {
        int start = matcher.start(group);
        return switch (group) {
          case "name" -> new Token(Kind.NAME, found, location(query, start));
          case "number" -> new Token(Kind.NUMBER, found, location(query, start));
          case "text" -> new Token(Kind.TEXT, found.translateEscapes(), location(query, start - 1));
          case "end" -> new Token(Kind.END, "end of file", location(query, start));
          default -> new Token(Kind.MARK, found, location(query, start));
        };
      }
    }
    throw new IllegalStateException("one of the groups always matches");
  }

  private static Location location(String query, int at) {
    String before = query.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Location(line, at - before.lastIndexOf('\n'));
  }
}
