// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Overlay.Addition;
import ai.metta.dashboards.change.Overlay.Edit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Tells by titles what makes one document of another.
final class OverlayWriting {
  /// Before a hash of a whole widget.
  static final String WHOLE = "=";

  private final Content before;
  private final Content after;
  private final Matching matching;
  private final Map<String, Edit> widgets = new LinkedHashMap<>();
  private final List<Addition> added = new ArrayList<>();

  private OverlayWriting(Content before, Content after) {
    this.before = before;
    this.after = after;
    this.matching = Matching.of(after, before);
  }

  static Overlay between(String name, Content before, Content after) {
    OverlayWriting writing = new OverlayWriting(before, after);
    writing.editAndRemove();
    writing.add();
    Overlay unordered =
        new Overlay(
            name, writing.fields(), writing.widgets, writing.added, Map.of(), Optional.empty());
    Content applied =
        Content.of(
            before.kind(),
            unordered.apply(before.kind(), new Document(name, before.json())).json(),
            Links.NONE);
    return new Overlay(
        name,
        unordered.fields(),
        unordered.widgets(),
        unordered.added(),
        writing.order(applied),
        Optional.empty());
  }

  static String hash(JsonTree value) {
    return Fingerprint.key(JsonText.compact(value));
  }

  private Map<String, Edit> fields() {
    Map<String, Edit> edits = new LinkedHashMap<>();
    Set<String> keys = new TreeSet<>(before.fields().keySet());
    keys.addAll(after.fields().keySet());
    for (String key : keys) {
      Optional<JsonTree> one = Optional.ofNullable(before.fields().get(key));
      Optional<JsonTree> other = Optional.ofNullable(after.fields().get(key));
      if (!one.equals(other)) {
        edits.put(key, new Edit(hash(one.orElse(JsonTree.Null.NULL)), other));
      }
    }
    return edits;
  }

  private boolean stays(Node ofBefore) {
    return matching
        .live(ofBefore)
        .flatMap(node -> matching.mineParent(node.parent()))
        .filter(parent -> parent == ofBefore.parent())
        .isPresent();
  }

  private void editAndRemove() {
    Set<Integer> gone = new HashSet<>();
    for (Node node : before.nodes()) {
      Members own = node.widget().own();
      if (gone.contains(node.parent())) {
        gone.add(node.index());
      } else if (!stays(node)) {
        gone.add(node.index());
        widgets.put(node.place().text(), new Edit(hash(own), Optional.empty()));
      } else {
        Members patch =
            Patch.between(own, matching.live(node).map(other -> other.widget().own()).orElse(own));
        if (!patch.byKey().isEmpty()) {
          widgets.put(node.place().text(), new Edit(was(node, patch), Optional.of(patch)));
        }
      }
    }
  }

  /// Where another widget is called the same, all that it says, so that the two are not mixed up.
  private String was(Node node, Members patch) {
    String heading = node.widget().heading();
    boolean alone =
        before.childrenOf(node.parent()).stream()
                .filter(other -> other.widget().heading().equals(heading))
                .count()
            == 1;
    Members own = node.widget().own();
    return alone ? hash(Patch.under(own, patch)) : WHOLE + hash(own);
  }

  private void add() {
    Set<Integer> inside = new HashSet<>();
    for (Node node : after.nodes()) {
      if (inside.contains(node.parent())) {
        inside.add(node.index());
      } else if (matching.mine(node).filter(this::stays).isEmpty()) {
        inside.add(node.index());
        String in =
            matching
                .mineParent(node.parent())
                .filter(parent -> parent != Node.TOP)
                .map(parent -> before.nodes().get(parent).place().text())
                .orElse("");
        added.add(new Addition(in, node.position(), whole(node)));
      }
    }
  }

  private Members whole(Node node) {
    Members bare = node.widget().bare();
    return node.widget().isGroup()
        ? Merge.filled(
            bare, after.childrenOf(node.index()).stream().<JsonTree>map(this::whole).toList())
        : bare;
  }

  /// The titles of siblings as they are before they are put in order.
  private Map<String, List<String>> order(Content applied) {
    Matching now = Matching.of(applied, after);
    Map<String, List<String>> order = new LinkedHashMap<>();
    put(order, now, applied, Node.TOP, Optional.of(Node.TOP));
    for (Node group : applied.nodes()) {
      if (group.widget().isGroup()) {
        put(order, now, applied, group.index(), now.mine(group).map(Node::index));
      }
    }
    return order;
  }

  private void put(
      Map<String, List<String>> order,
      Matching now,
      Content applied,
      int inApplied,
      Optional<Integer> inAfter) {
    List<String> was =
        applied.childrenOf(inApplied).stream()
            .map(node -> node.place().titles().getLast())
            .toList();
    List<String> wanted =
        inAfter.map(after::childrenOf).orElse(List.of()).stream()
            .flatMap(node -> now.live(node).stream())
            .map(node -> node.place().titles().getLast())
            .toList();
    if (!wanted.isEmpty() && !wanted.equals(was)) {
      String place = inApplied == Node.TOP ? "" : applied.nodes().get(inApplied).place().text();
      order.put(place, wanted);
    }
  }
}
