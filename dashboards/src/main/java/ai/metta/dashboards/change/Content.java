// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a document says, taken apart, without all that makes no difference.
///
/// @param kind whose rules hold
/// @param json as it came, but for links, which are by name, and its mark, which is taken off
/// @param fields at the top in normal form, but widgets
/// @param nodes its widgets
/// @param laid what an overlay had a part in
public record Content(
    Kind kind, Members json, Map<String, JsonTree> fields, List<Node> nodes, Laid laid) {

  /// Takes a document apart that an overlay may lie over.
  ///
  /// @param links the dashboards that are known
  public static Content of(Kind kind, Document document, Links links) {
    Content content = of(kind, document.json(), links);
    return new Content(kind, content.json, content.fields, content.nodes, document.laid());
  }

  /// Takes a document apart.
  ///
  /// @param links the dashboards that are known
  public static Content of(Kind kind, Members json, Links links) {
    Members plain = Mark.takenOff(kind, links.byName(json));
    return switch (kind) {
      case DASHBOARD -> {
        List<Widget> widgets = plain.itemsAt("widgets").stream().map(Widget::of).toList();
        yield new Content(
            kind, plain, DashboardFields.of(plain, widgets).byKey(), Node.all(widgets), Laid.NONE);
      }
      case MONITOR ->
          new Content(kind, plain, MonitorFields.of(plain).byKey(), List.of(), Laid.NONE);
    };
  }

  /// Its title or name; empty text where it has none.
  public String title() {
    return json.textAt(kind == Kind.DASHBOARD ? "title" : "name").orElse("");
  }

  /// Whether both say the same.
  public boolean isSameAs(Content other) {
    return fingerprint().whole().equals(other.fingerprint().whole());
  }

  /// What the last push left behind says of this: see [Mark].
  public Fingerprint fingerprint() {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    StringBuilder whole = new StringBuilder();
    fields.forEach((key, value) -> {
      String text = JsonText.compact(value);
      whole.append(key).append('=').append(text).append('\n');
      add(entries, fieldKey(key), text);
    });
    for (Node node : nodes) {
      String text = node.widget().text();
      whole.append(node.parent()).append(' ').append(text).append('\n');
      add(entries, widgetKey(node.place()), text);
    }
    add(entries, Fingerprint.key("order"), order());
    return new Fingerprint(Fingerprint.whole(whole.toString()), entries, laid, Optional.empty());
  }

  private static void add(Map<String, List<String>> entries, String key, String text) {
    entries.computeIfAbsent(key, _ -> new ArrayList<>()).add(Fingerprint.content(text));
  }

  static String fieldKey(String field) {
    return Fingerprint.key("field " + field);
  }

  static String widgetKey(Place place) {
    return Fingerprint.key("widget " + place.text());
  }

  String order() {
    return nodes.stream().map(node -> node.place().text()).collect(Collectors.joining("\n"));
  }

  Optional<Node> parent(Node node) {
    return node.parent() == Node.TOP ? Optional.empty() : Optional.of(nodes.get(node.parent()));
  }

  /// The widgets of a group, or those at the top, in their order.
  List<Node> childrenOf(int parent) {
    return nodes.stream().filter(node -> node.parent() == parent).toList();
  }
}
