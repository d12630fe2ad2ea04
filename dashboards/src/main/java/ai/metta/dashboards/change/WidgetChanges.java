// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is different about a widget that both documents have.
final class WidgetChanges {
  private static final List<String> SPOT = List.of("x", "y");
  private static final List<String> SIZE = List.of("width", "height");

  private final Content live;
  private final Content mine;
  private final Matching matching;
  private final Set<Integer> outOfOrder = new HashSet<>();

  WidgetChanges(Content live, Content mine, Matching matching) {
    this.live = live;
    this.mine = mine;
    this.matching = matching;
    findOutOfOrder(Node.TOP);
    mine.nodes().stream()
        .filter(node -> node.widget().isGroup())
        .forEach(group -> findOutOfOrder(group.index()));
  }

  /// What is different about itself.
  List<Change> between(Node before, Node after) {
    List<Change> changes = new ArrayList<>();
    Place place = after.place();
    Members one = before.widget().layout();
    Members other = after.widget().layout();
    if (!same(one, other, SPOT)) {
      changes.add(new Change.Moved(place, pair(one, SPOT, ", "), pair(other, SPOT, ", ")));
    }
    if (!same(one, other, SIZE)) {
      changes.add(new Change.Resized(place, pair(one, SIZE, " × "), pair(other, SIZE, " × ")));
    }
    changes.addAll(
        FieldEdits.between(place, "layout", Optional.of(rest(one)), Optional.of(rest(other))));
    changes.addAll(
        FieldEdits.between(
            place,
            "",
            before.widget().own().find("definition"),
            after.widget().own().find("definition")));
    changes.addAll(
        FieldEdits.between(place, "", Optional.of(others(before)), Optional.of(others(after))));
    return changes;
  }

  private static Members rest(Members layout) {
    return layout.without(SPOT).without(SIZE);
  }

  private static Members others(Node node) {
    return node.widget().own().without(List.of("layout", "definition"));
  }

  /// That it is in another group.
  Optional<Change> regrouped(Node before, Node after) {
    return matching.mineParent(before.parent()).equals(Optional.of(after.parent()))
        ? Optional.empty()
        : Optional.of(new Change.Moved(after.place(), group(live, before), group(mine, after)));
  }

  /// That it stands elsewhere in the order of its siblings.
  Optional<Change> reordered(Node before, Node after) {
    return outOfOrder.contains(after.index())
        ? Optional.of(
            new Change.Moved(
                after.place(),
                "place " + (before.position() + 1),
                "place " + (after.position() + 1)))
        : Optional.empty();
  }

  private static String group(Content content, Node node) {
    return content
        .parent(node)
        .map(parent -> "in " + parent.place().text())
        .orElse("outside of groups");
  }

  private static boolean same(Members one, Members other, List<String> keys) {
    return keys.stream().allMatch(key -> one.find(key).equals(other.find(key)));
  }

  private static String pair(Members layout, List<String> keys, String between) {
    return String.join(
        between,
        keys.stream()
            .map(key -> layout.find(key).map((JsonTree one) -> JsonText.compact(one)).orElse("–"))
            .toList());
  }

  /// The fewest siblings that have to be moved for the others to stand in the same order.
  private void findOutOfOrder(int parent) {
    List<Node> both =
        mine.childrenOf(parent).stream()
            .filter(node ->
                matching
                    .live(node)
                    .flatMap(other -> matching.mineParent(other.parent()))
                    .filter(other -> other == parent)
                    .isPresent())
            .toList();
    int[] best = new int[both.size()];
    int[] from = new int[both.size()];
    int last = -1;
    for (int i = 0; i < best.length; i++) {
      best[i] = 1;
      from[i] = -1;
      for (int j = 0; j < i; j++) {
        if (position(both.get(j)) < position(both.get(i)) && best[j] + 1 > best[i]) {
          best[i] = best[j] + 1;
          from[i] = j;
        }
      }
      last = last < 0 || best[i] > best[last] ? i : last;
    }
    both.forEach(node -> outOfOrder.add(node.index()));
    for (int i = last; i >= 0; i = from[i]) {
      outOfOrder.remove(both.get(i).index());
    }
  }

  private int position(Node ofMine) {
    return matching.live(ofMine).map(Node::position).orElse(0);
  }
}
