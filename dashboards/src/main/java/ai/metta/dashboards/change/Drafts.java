// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Overlay.Addition;
import ai.metta.dashboards.change.Overlay.Edit;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A document whose parts are being replaced by an overlay's.
final class Drafts {
  private final Overlay overlay;
  private final Kind kind;
  private final Content content;
  private final List<Draft> top;
  private final Map<String, Draft> byPlace = new LinkedHashMap<>();

  Drafts(Overlay overlay, Kind kind, Members json) {
    this.overlay = overlay;
    this.kind = kind;
    this.content = Content.of(kind, json, Links.NONE);
    this.top = drafts(Node.TOP);
  }

  /// A widget, and those in it.
  private static final class Draft {
    private final Node node;
    private final List<Draft> siblings;
    private final List<Draft> children;
    private Members bare;

    Draft(Node node, List<Draft> siblings, List<Draft> children) {
      this.node = node;
      this.siblings = siblings;
      this.children = children;
      this.bare = node.widget().bare();
    }
  }

  private List<Draft> drafts(int parent) {
    List<Draft> drafts = new ArrayList<>();
    for (Node node : content.childrenOf(parent)) {
      Draft draft = new Draft(node, drafts, drafts(node.index()));
      drafts.add(draft);
      byPlace.put(node.place().text(), draft);
    }
    return drafts;
  }

  Document applied() {
    Members json = fields();
    if (kind == Kind.MONITOR) {
      return document(json);
    }
    overlay.widgets().forEach(this::edit);
    return document(json.with("widgets", new Items(widgets())));
  }

  private Document document(Members json) {
    Laid laid = Laid.of(overlay, content, Content.of(kind, json, Links.NONE));
    return new Document(overlay.name(), json, laid, overlay.agreed());
  }

  private List<JsonTree> widgets() {
    List<Addition> added = new ArrayList<>(overlay.added());
    added.sort(Comparator.comparingInt(Addition::at));
    List<JsonTree> all = new ArrayList<>();
    for (Draft draft : top) {
      all.add(whole(draft, added));
    }
    insert(all, "", added);
    return ordered("", all);
  }

  private JsonTree whole(Draft draft, List<Addition> added) {
    if (!draft.node.widget().isGroup()) {
      return draft.bare;
    }
    String place = draft.node.place().text();
    List<JsonTree> inside = new ArrayList<>();
    draft.children.forEach(child -> inside.add(whole(child, added)));
    insert(inside, place, added);
    return Merge.filled(draft.bare, ordered(place, inside));
  }

  private static void insert(List<JsonTree> siblings, String place, List<Addition> added) {
    for (Addition one : added) {
      if (one.in().equals(place)) {
        siblings.add(Math.min(one.at(), siblings.size()), one.widget());
      }
    }
  }

  private Members fields() {
    Members json = content.json();
    for (Map.Entry<String, Edit> one : overlay.fields().entrySet()) {
      JsonTree was =
          Optional.ofNullable(content.fields().get(one.getKey())).orElse(JsonTree.Null.NULL);
      Edit edit = one.getValue();
      require(
          OverlayWriting.hash(was).equals(edit.was()),
          one.getKey(),
          "is generated in another way now");
      json =
          edit.now().isPresent()
              ? json.with(one.getKey(), edit.now())
              : json.without(List.of(one.getKey()));
    }
    for (Addition one : overlay.added()) {
      require(
          one.in().isEmpty() || byPlace.containsKey(one.in()),
          one.in(),
          "is not there, so that nothing can be added to it");
    }
    return json;
  }

  private void edit(String place, Edit edit) {
    Draft draft = byPlace.get(place);
    require(draft != null, place, "is not there");
    if (draft == null) {
      return;
    }
    Members own = draft.node.widget().own();
    Members patch = edit.now().orElse(Members.NONE) instanceof Members one ? one : Members.NONE;
    boolean whole = edit.now().isEmpty() || edit.was().startsWith(OverlayWriting.WHOLE);
    String was = edit.was().replaceFirst("^" + OverlayWriting.WHOLE, "");
    Members replaced = whole ? own : Patch.under(own, patch);
    require(OverlayWriting.hash(replaced).equals(was), place, "is generated in another way now");
    if (edit.now().isPresent()) {
      draft.bare = Patch.apply(draft.bare, patch);
    } else {
      draft.siblings.remove(draft);
    }
  }

  /// Siblings in the overlay's order; what it does not name stays behind what it stood behind.
  private List<JsonTree> ordered(String place, List<JsonTree> siblings) {
    List<String> wanted = overlay.order().getOrDefault(place, List.of());
    if (wanted.isEmpty()) {
      return siblings;
    }
    List<Node> nodes =
        new ArrayList<>(
            Node.all(siblings.stream().map(Widget::of).toList()).stream()
                .filter(node -> node.parent() == Node.TOP)
                .toList());
    List<Node> all = new ArrayList<>();
    for (String title : wanted) {
      Optional<Node> named =
          nodes.stream().filter(node -> node.place().text().equals(title)).findFirst();
      require(named.isPresent(), title, "is not there");
      named.ifPresent(all::add);
    }
    for (Node node : nodes) {
      if (!all.contains(node)) {
        int before = node.position() == 0 ? -1 : all.indexOf(nodes.get(node.position() - 1));
        all.add(before + 1, node);
      }
    }
    return all.stream().map(node -> siblings.get(node.position())).toList();
  }

  private void require(boolean fits, String title, String why) {
    if (!fits) {
      throw new FailureException(
          new Failure.Configuration(
              overlay.name()
                  + ".overlay.json does not fit any more: \""
                  + title
                  + "\" "
                  + why
                  + "; take the edit into the code, or out of the file"));
    }
  }
}
