// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import java.util.List;
import java.util.stream.Stream;

/// Where in a document something is, in titles: `Jobs › Queue wait`. Of widgets that are called the
/// same in one group, all but the first have their number behind them.
///
/// @param titles none for the document itself
public record Place(List<String> titles) {
  /// The document itself.
  static final Place WHOLE = new Place(List.of());

  static final String BETWEEN = " › ";

  public Place {
    titles = List.copyOf(titles);
  }

  Place in(String title) {
    return new Place(Stream.concat(titles.stream(), Stream.of(title)).toList());
  }

  /// The titles in one text; empty for the document itself.
  public String text() {
    return String.join(BETWEEN, titles);
  }
}
