// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.query.syntax.MonitorQuery;
import java.util.Optional;

/// The end of a monitor's query: `> 5`.
///
/// @param sign one of `< <= > >= == !=`
record Comparison(String sign, double number) {
  /// None where the query ends with another thing, as those of service checks do.
  static Optional<Comparison> of(String query) {
    return MonitorQuery.COMPARISON
        .matcher(query)
        .results()
        .findFirst()
        .map(found -> new Comparison(found.group(1), Double.parseDouble(found.group(2))))
        .filter(found -> Double.isFinite(found.number()));
  }

  /// Whether a text is one and nothing else.
  static boolean is(String text) {
    return MonitorQuery.COMPARISON.matcher(text.strip()).matches() && of(text).isPresent();
  }

  /// Whether a value is at a limit or beyond, seen from where nothing is wrong. Of an equality
  /// there is no beyond.
  boolean reaches(double value, double limit) {
    return switch (sign) {
      case ">", ">=" -> value >= limit;
      case "<", "<=" -> value <= limit;
      default -> false;
    };
  }

  boolean rises() {
    return sign.startsWith(">");
  }
}
