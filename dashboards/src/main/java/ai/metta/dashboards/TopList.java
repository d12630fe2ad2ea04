// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.List;
import java.util.stream.Stream;

/// The largest groups as bars, one below the other, in the colours of their metric's target.
///
/// @param most how many
public record TopList(Head head, Formula formula, int most) implements Widget.Titled {
  private static final int TEN = 10;

  /// The ten largest under a title.
  public static TopList topList(String title, Drawable shown) {
    return new TopList(Head.titled(title), shown.formula(), TEN);
  }

  @Override
  public TopList under(Head other) {
    return new TopList(other, formula, most);
  }

  @Override
  public Stream<Formula> shows() {
    return Stream.of(formula);
  }

  @Override
  public int height() {
    return 3;
  }

  private Members coloured() {
    List<JsonTree> formats =
        formula.isPlain() ? Judged.formats(formula.of().getFirst().metric()) : List.of();
    return formats.isEmpty()
        ? JsonTree.object()
        : JsonTree.object().with("conditional_formats", JsonTree.list(formats));
  }

  @Override
  public Members definition(Page page) {
    Members request =
        new Requests(page)
            .scalar(List.of(formula), _ -> coloured())
            .with(
                "sort",
                JsonTree.object()
                    .with("count", most)
                    .with(
                        "order_by",
                        JsonTree.list(
                            List.of(
                                JsonTree.object()
                                    .with("type", "formula")
                                    .with("index", 0)
                                    .with("order", "desc")))));
    return page.fresh(head, List.of(formula))
        .end(
            head.begin("toplist")
                .with("requests", JsonTree.list(List.of(request)))
                .with(
                    "style",
                    JsonTree.object().with("display", JsonTree.object().with("type", "flat"))));
  }
}
