// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

/// A text that is no query: where it goes wrong, and what would have been right there.
public final class QuerySyntaxException extends RuntimeException {
  private final String text;
  private final int position;

  private final String problem;

  public QuerySyntaxException(String text, int position, String problem) {
    super(problem + " at position " + (position + 1));
    this.text = text;
    this.position = position;
    this.problem = problem;
  }

  /// The same problem, told of a text that this one is a part of.
  QuerySyntaxException within(String whole, int start) {
    return new QuerySyntaxException(whole, start + position, problem);
  }

  /// From 0.
  public int position() {
    return position;
  }

  /// The text with a mark below the position, on two lines.
  public String pointed() {
    return text.replaceAll("\\s", " ") + "\n" + " ".repeat(position) + "^";
  }
}
