// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Parts of a whole, as slices of a ring: of now, as of [Page#fresh].
public record Sunburst(Head head, List<Formula> parts) implements Widget.Titled {
  public Sunburst {
    parts = List.copyOf(parts);
  }

  /// Parts under a title.
  public static Sunburst sunburst(String title, Drawable... parts) {
    return new Sunburst(Head.titled(title), Arrays.stream(parts).map(Drawable::formula).toList());
  }

  @Override
  public Sunburst under(Head other) {
    return new Sunburst(other, parts);
  }

  @Override
  public Stream<Formula> shows() {
    return parts.stream();
  }

  @Override
  public int height() {
    return 3;
  }

  @Override
  public Members definition(Page page) {
    return page.fresh(head, parts)
        .end(
            head.begin("sunburst")
                .with(
                    "requests",
                    JsonTree.list(
                        List.of(new Requests(page).scalar(parts, _ -> JsonTree.object()))))
                .with("legend", JsonTree.object().with("type", "automatic")));
  }
}
