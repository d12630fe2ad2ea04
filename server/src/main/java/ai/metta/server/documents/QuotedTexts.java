// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Texts in a query, in quotes of either kind, and what stands between them.
final class QuotedTexts {
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:\\\\.|[^\"\\\\])*+)\"|'((?:\\\\.|[^'\\\\])*+)'");
  private static final Pattern GROUPED = Pattern.compile("\\bby\\s*\\{|\\.by\\(\\s*~");

  private QuotedTexts() {}

  /// What stands in quotes, in order.
  static List<String> of(String query) {
    return QUOTED.matcher(query).results().map(QuotedTexts::text).toList();
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
    return Stream.of(1, 2).map(quoted::group).filter(one -> one != null).findFirst().orElse("");
  }
}
