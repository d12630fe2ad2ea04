// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.List;
import java.util.stream.Stream;

/// What Vega-Lite draws of a table of scalars: Datadog's wildcard.
///
/// @param columns become fields of the data set `table1`, named by their aliases
/// @param specification in Vega-Lite's version 5
public record Drawing(Head head, List<Formula> columns, Members specification, int height)
    implements Widget.Titled {
  public Drawing {
    columns = List.copyOf(columns);
  }

  /// A drawing under a title.
  public static Drawing drawing(
      String title, List<Formula> columns, Members specification, int height) {
    return new Drawing(Head.titled(title), columns, specification, height);
  }

  @Override
  public Drawing under(Head other) {
    return new Drawing(other, columns, specification, height);
  }

  @Override
  public Stream<Formula> shows() {
    return columns.stream();
  }

  @Override
  public Members definition(Page page) {
    return head.end(
        head.begin("wildcard")
            .with(
                "requests",
                JsonTree.list(List.of(new Requests(page).scalar(columns, _ -> JsonTree.object()))))
            .with(
                "specification",
                JsonTree.object().with("type", "vega-lite").with("contents", specification)));
  }
}
