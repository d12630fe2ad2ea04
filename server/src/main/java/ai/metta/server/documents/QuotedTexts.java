// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Texts in a query, in quotes of either kind, and what stands between them.
final class QuotedTexts {
  private static final String TEXT = "\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'";
  private static final Pattern QUOTED = Pattern.compile(TEXT);
  private static final Pattern OVER = Pattern.compile("\\.over\\(([^)]*+)\\)");
  private static final Pattern GROUPED = Pattern.compile("(?i)\\bby\\s*\\{|\\.by\\([^)]*~");

  private QuotedTexts() {}

  /// What stands in quotes behind `.over(`, in order; nothing where that is not asked.
  static List<String> over(String query) {
    // What is in quotes is blanked out in as many signs, so that places stay the same.
    String bare = QUOTED.matcher(query).replaceAll(one -> "~".repeat(one.group().length()));
    return OVER.matcher(bare)
        .results()
        .map(over -> query.substring(over.start(1), over.end(1)))
        .flatMap(inside -> QUOTED.matcher(inside).results().map(QuotedTexts::text))
        .toList();
  }

  /// Whether a query asks for groups: by `by {host}`, or by `.by("host")` with more than `*`. What
  /// stands in quotes asks for none.
  static boolean isGrouped(String query) {
    return GROUPED
        .matcher(
            QUOTED
                .matcher(query.replace("~", " "))
                .replaceAll(one -> text(one).strip().equals("*") ? "*" : "~"))
        .find();
  }

  private static String text(MatchResult quoted) {
    return quoted.group().substring(1, quoted.group().length() - 1);
  }
}
