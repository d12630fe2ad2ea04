// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree.Members;
import java.util.List;
import java.util.stream.Stream;

/// One widget of a dashboard.
public sealed interface Widget permits Widget.Titled, Note, About {

  /// The definition, as Datadog's API takes it.
  Members definition(Page page);

  /// How many rows of the grid it likes to be high.
  int height();

  /// What it shows; empty for text, and for what is only carried.
  default Stream<Formula> shows() {
    return Stream.empty();
  }

  /// A widget with a title, a time and links.
  sealed interface Titled extends Widget
      permits NumberTile, Timeseries, QueryTable, TopList, Sunburst, EventList, Drawing {
    Head head();

    /// The same under another head.
    Titled under(Head head);

    /// With a span of time of its own.
    default Titled over(LiveSpan span) {
      return under(head().over(span));
    }

    /// With these links in its context menu.
    default Titled linking(Link... links) {
      return under(head().linking(List.of(links)));
    }

    /// With a text behind its title.
    default Titled saying(String description) {
      return under(head().saying(description));
    }
  }
}
