// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lines, areas or bars over time. The targets of what they show are markers.
///
/// @param marked a line of a value that no metric declares, with its text
public record Timeseries(Head head, List<Formula> lines, Optional<Marked> marked)
    implements Widget.Titled {
  public Timeseries {
    lines = List.copyOf(lines);
  }

  /// A value that matters, and why.
  public record Marked(double value, String text) {}

  /// Lines under a title.
  public static Timeseries timeseries(String title, Drawable... lines) {
    return new Timeseries(
        Head.titled(title), Arrays.stream(lines).map(Drawable::formula).toList(), Optional.empty());
  }

  /// With one more line, of a value that matters.
  public Timeseries marking(double value, String text) {
    return new Timeseries(head, lines, Optional.of(new Marked(value, text)));
  }

  @Override
  public Timeseries under(Head other) {
    return new Timeseries(other, lines, marked);
  }

  @Override
  public Stream<Formula> shows() {
    return lines.stream();
  }

  @Override
  public int height() {
    return 3;
  }

  @Override
  public Members definition(Page page) {
    Members definition =
        head.begin("timeseries")
            .with("show_legend", Flag.TRUE)
            .with("legend_layout", "auto")
            .with("legend_columns", JsonTree.texts("avg", "min", "max", "value"))
            .with("requests", JsonTree.list(new Requests(page).overTime(lines)))
            .with("yaxis", JsonTree.object().with("include_zero", Flag.TRUE));
    List<JsonTree> markers = markers();
    return head.end(
        markers.isEmpty() ? definition : definition.with("markers", JsonTree.list(markers)));
  }

  private List<JsonTree> markers() {
    return Stream.concat(
            lines.stream()
                .filter(line -> line.isPlain() && line.look().equals(Formula.Look.LINE))
                .flatMap(line -> Judged.markers(line.of().getFirst().metric()).stream()),
            marked.stream().map(one -> Judged.marker(one.value(), "error dashed", one.text())))
        .distinct()
        .toList();
  }
}
