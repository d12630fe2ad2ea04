// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A monitor's query over logs or events: `logs("…").index("*").rollup("count").last("5m") > 5`, or
/// `formula("…").last("5m") > 5` over several. What the texts say is not read.
final class SearchQuery {
  private static final Pattern FIRST = Pattern.compile("(\\w+)\\s*\\(\\s*");
  private static final Pattern FURTHER = Pattern.compile("\\s*\\.\\s*(\\w+)\\s*\\(\\s*");
  private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)");
  private static final Pattern COMMA = Pattern.compile("\\s*(,)\\s*");
  private static final Pattern CLOSE = Pattern.compile("\\s*(\\))");

  /// A quote that nothing of this follows is part of its text.
  private static final Pattern AFTER_TEXT =
      Pattern.compile("\\s*(,\\s*[\"'\\d]|\\)\\s*(?:[.<>=!]|$))");

  private final String query;
  private final String source;
  private final Matcher matcher;
  private int next;

  private SearchQuery(String query, String source) {
    this.query = query;
    this.source = source;
    this.matcher = FIRST.matcher(query);
  }

  /// @param source the function that it begins with, if it is no formula
  static void check(String query, String source) {
    new SearchQuery(query.strip(), source).check();
  }

  private void check() {
    boolean known = accept(FIRST).filter(List.of(source, "formula")::contains).isPresent();
    if (!known || !text()) {
      throw expected();
    }
    arguments();
    boolean timed = false;
    for (Optional<String> call = accept(FURTHER); call.isPresent(); call = accept(FURTHER)) {
      timed |= call.get().equals("last") || call.get().equals("current");
      if (text() || accept(NUMBER).isPresent()) {
        arguments();
      } else if (accept(CLOSE).isEmpty()) {
        throw expected();
      }
    }
    if (!timed) {
      throw expected();
    }
    if (!Comparison.is(query.substring(next))) {
      throw MonitorRules.wrong("invalid operator specified");
    }
  }

  /// What follows the first argument, and the bracket.
  private void arguments() {
    while (accept(COMMA).isPresent()) {
      if (!text() && accept(NUMBER).isEmpty()) {
        throw expected();
      }
    }
    if (accept(CLOSE).isEmpty()) {
      throw expected();
    }
  }

  /// A text in quotes; false where none begins here.
  private boolean text() {
    if (!query.startsWith("\"", next) && !query.startsWith("'", next)) {
      return false;
    }
    char quote = query.charAt(next);
    for (int end = next + 1; end < query.length(); end++) {
      if (query.charAt(end) == '\\') {
        end++;
      } else if (query.charAt(end) == quote && follows(AFTER_TEXT, end + 1)) {
        next = end + 1;
        return true;
      }
    }
    throw expected();
  }

  private Optional<String> accept(Pattern pattern) {
    if (!follows(pattern, next)) {
      return Optional.empty();
    }
    next = matcher.end();
    return Optional.of(matcher.group(1));
  }

  private boolean follows(Pattern pattern, int from) {
    return matcher.usePattern(pattern).region(from, query.length()).lookingAt();
  }

  private Refusal expected() {
    return MonitorRules.wrong(
        "expected %s(\"…\").index(\"*\").rollup(\"count\").last(\"5m\") > 5, or formula(\"…\")"
                .formatted(source)
            + ".last(\"5m\") > 5");
  }
}
