// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The document as it should be once what was done in Datadog is taken over. Where both changed the
/// same widget or field, Datadog's is taken.
public final class Merge {
  private final Comparison comparison;
  private final Map<Integer, Pair> byMine = new HashMap<>();
  private final Map<Integer, Pair> byLive = new HashMap<>();

  private Merge(Comparison comparison) {
    this.comparison = comparison;
    comparison
        .pairs()
        .forEach(pair -> {
          pair.mine().ifPresent(node -> byMine.put(node.index(), pair));
          pair.live().ifPresent(node -> byLive.put(node.index(), pair));
        });
  }

  /// Without ids of widgets, and with links by name.
  public static Members of(Comparison comparison) {
    Merge merge = new Merge(comparison);
    Members json = merge.fields();
    return comparison.mine().kind() == Kind.MONITOR
        ? json
        : json.with(
            "widgets", new Items(merge.widgets(Optional.of(Node.TOP), Optional.of(Node.TOP))));
  }

  private Members fields() {
    Content mine = comparison.mine();
    Members json = mine.json();
    for (Map.Entry<String, Editor> field : comparison.fields().entrySet()) {
      if (field.getValue().mayBeLost()) {
        Optional<JsonTree> taken =
            Optional.ofNullable(comparison.live().fields().get(field.getKey()));
        json =
            taken.isPresent()
                ? json.with(field.getKey(), taken)
                : json.without(List.of(field.getKey()));
      }
    }
    return json;
  }

  /// What stands in a group, or at the top: in the order of the side that has a say in it, and what
  /// only the other has behind what it stands behind there.
  private List<JsonTree> widgets(Optional<Integer> inLive, Optional<Integer> inMine) {
    boolean liveOrder = comparison.order().mayBeLost();
    List<Pair> ofLive = inLive.map(this::fromLive).orElse(List.of());
    List<Pair> ofMine = inMine.map(this::fromMine).orElse(List.of());
    List<Pair> all = new ArrayList<>(liveOrder ? ofLive : ofMine);
    List<Pair> more = liveOrder ? ofMine : ofLive;
    for (int i = 0; i < more.size(); i++) {
      if (!all.contains(more.get(i))) {
        int before = i == 0 ? -1 : all.indexOf(more.get(i - 1));
        all.add(before + 1, more.get(i));
      }
    }
    return all.stream().<JsonTree>map(this::widget).toList();
  }

  private List<Pair> fromMine(int parent) {
    return comparison.mine().childrenOf(parent).stream()
        .map(node -> byMine.get(node.index()))
        .filter(pair -> pair.live().isPresent() || !pair.by().mayBeLost())
        .filter(pair -> !isMovedBy(Editor.UI, pair))
        .toList();
  }

  private List<Pair> fromLive(int parent) {
    return comparison.live().childrenOf(parent).stream()
        .map(node -> byLive.get(node.index()))
        .filter(pair -> pair.mine().isPresent() || pair.by().mayBeLost())
        .filter(pair -> !isMovedBy(Editor.CODE, pair))
        .toList();
  }

  /// Whether it is in another group, and who took it there.
  private boolean isMovedBy(Editor side, Pair pair) {
    if (pair.live().isEmpty() || pair.mine().isEmpty()) {
      return false;
    }
    Optional<Integer> was = comparison.matching().mineParent(pair.live().get().parent());
    boolean moved = !was.equals(Optional.of(pair.mine().get().parent()));
    return moved && pair.movedBy().mayBeLost() == (side != Editor.CODE);
  }

  private JsonTree widget(Pair pair) {
    Optional<Node> taken =
        pair.by().mayBeLost() && !pair.changes().isEmpty() ? pair.live() : pair.mine();
    Widget widget = taken.or(pair::live).orElseThrow().widget();
    return widget.isGroup()
        ? filled(widget.bare(), widgets(pair.live().map(Node::index), pair.mine().map(Node::index)))
        : widget.bare();
  }

  static Members filled(Members group, List<JsonTree> widgets) {
    return Widget.definition(group)
        .map(definition -> group.with("definition", definition.with("widgets", new Items(widgets))))
        .orElse(group);
  }
}
