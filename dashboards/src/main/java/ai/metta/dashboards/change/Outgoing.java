// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a push sends: the document as it should be, with its mark, links by id, and the live ids of
/// its widgets, so that links to them live on.
public final class Outgoing {
  private Outgoing() {}

  /// For one that is not there yet: ids that it has are another's.
  public static Members created(String name, Content mine, Links links) {
    return sent(name, mine, links, _ -> Optional.empty(), mine.json());
  }

  /// For one that is there.
  public static Members updated(String name, Content mine, Content live, Links links) {
    Matching matching = Matching.of(live, mine);
    Members json = mine.kind() == Kind.MONITOR ? emptied(mine, live) : tabbed(mine, live);
    return sent(
        name,
        mine,
        links,
        node -> matching.live(node).flatMap(other -> other.widget().raw().find("id")),
        json);
  }

  private interface Ids {
    Optional<JsonTree> of(Node node);
  }

  private static Members sent(String name, Content mine, Links links, Ids ids, Members json) {
    Members sent =
        switch (mine.kind()) {
          case DASHBOARD -> {
            Members plain = json.without(DashboardFields.READ_ONLY);
            plain = plain.find("tabs").isPresent() ? placed(plain, mine) : plain;
            yield plain.with("widgets", new Items(widgets(mine, Node.TOP, ids)));
          }
          case MONITOR -> json.without(MonitorFields.READ_ONLY);
        };
    Mark mark = new Mark(name, Optional.of(mine.fingerprint()));
    return mark.putOn(mine.kind(), links.byId(sent));
  }

  private static List<JsonTree> widgets(Content mine, int parent, Ids ids) {
    List<JsonTree> widgets = new ArrayList<>();
    for (Node node : mine.childrenOf(parent)) {
      Members bare = node.widget().bare();
      Members whole =
          node.widget().isGroup() ? Merge.filled(bare, widgets(mine, node.index(), ids)) : bare;
      widgets.add(
          ids.of(node)
              .map(id -> JsonTree.object().with("id", id))
              .map(own -> joined(own, whole))
              .orElse(whole));
    }
    return widgets;
  }

  private static Members joined(Members first, Members more) {
    Members all = first;
    for (String key : more.byKey().keySet()) {
      all = all.with(key, more.find(key));
    }
    return all;
  }

  private static Members placed(Members json, Content mine) {
    List<Widget> widgets = mine.childrenOf(Node.TOP).stream().map(Node::widget).toList();
    return Normal.each(json, "tabs", tab -> DashboardFields.placed(tab, widgets));
  }

  /// Tabs keep the id of the live one of their name.
  private static Members tabbed(Content mine, Content live) {
    return Normal.each(
        mine.json(),
        "tabs",
        tab ->
            live.json().itemsAt("tabs").stream()
                .filter(other -> other.textAt("name").equals(tab.textAt("name")))
                .findFirst()
                .flatMap(other -> other.at("id"))
                .map(id -> tab.with("id", id))
                .orElse(tab));
  }

  /// Datadog keeps what an update of a monitor does not name, so what is to go is named.
  private static Members emptied(Content mine, Content live) {
    Members json = mine.json();
    for (String field : live.fields().keySet()) {
      if (!mine.fields().containsKey(field)) {
        json =
            switch (field) {
              case "tags" -> json.with("tags", new Items(List.of()));
              case "message" -> json.with("message", "");
              case "options" -> json.with("options", Members.NONE);
              default -> json.with(field, Null.NULL);
            };
      }
    }
    return json;
  }
}
