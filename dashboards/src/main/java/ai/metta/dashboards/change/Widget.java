// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import java.util.List;
import java.util.Optional;

/// A widget taken apart.
///
/// @param id the one that Datadog gave it
/// @param raw as it came, with its id and children
/// @param own in normal form, without id and children
/// @param text all of its own in one line
/// @param children those of a group
record Widget(Optional<String> id, Members raw, Members own, String text, List<Widget> children) {
  private static final int HEADING = 40;

  static Widget of(JsonTree tree) {
    Members raw = tree instanceof Members members ? members : Members.NONE;
    Optional<Members> definition = definition(raw);
    List<Widget> children =
        definition.map(one -> one.itemsAt("widgets")).orElse(List.of()).stream()
            .map(Widget::of)
            .toList();
    Members own = Normal.members(raw.without(List.of("id")));
    own =
        Normal.inside(
            own, "definition", one -> WidgetDefaults.without(one.without(List.of("widgets"))));
    return new Widget(
        raw.find("id").flatMap(Widget::id), raw, own, JsonText.compact(own), children);
  }

  static Optional<Members> definition(Members widget) {
    return widget
        .find("definition")
        .flatMap(one -> one instanceof Members it ? Optional.of(it) : Optional.empty());
  }

  private static Optional<String> id(JsonTree id) {
    return switch (id) {
      case Digits digits -> Optional.of(digits.text());
      case Text(String text) -> Optional.of(text);
      default -> Optional.empty();
    };
  }

  /// As it came, but without ids, and without its children.
  Members bare() {
    Members bare = raw.without(List.of("id"));
    return definition(bare)
        .filter(one -> one.find("widgets").isPresent())
        .map(one -> bare.with("definition", one.without(List.of("widgets"))))
        .orElse(bare);
  }

  boolean isGroup() {
    return definition(raw).flatMap(one -> one.find("widgets")).isPresent();
  }

  String type() {
    return definition(raw).flatMap(one -> one.textAt("type")).orElse("widget");
  }

  String title() {
    return definition(raw).flatMap(one -> one.textAt("title")).orElse("").strip();
  }

  /// What people know it by: its title, else how a note begins, else its type.
  String heading() {
    String title = title();
    if (!title.isEmpty()) {
      return title;
    }
    String content = definition(raw).flatMap(one -> one.textAt("content")).orElse("");
    String line =
        content
            .lines()
            .map(one -> one.replaceAll("[#*_`>|]+", "").strip())
            .filter(one -> !one.isEmpty())
            .findFirst()
            .orElse("");
    if (line.isEmpty()) {
      return "(" + type() + ")";
    }
    return "“" + (line.length() <= HEADING ? line : line.substring(0, HEADING).strip() + "…") + "”";
  }

  Members layout() {
    return own.find("layout")
        .flatMap(one -> one instanceof Members it ? Optional.of(it) : Optional.empty())
        .orElse(Members.NONE);
  }
}
