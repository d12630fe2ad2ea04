// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.access.json.JsonTree.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What Datadog refuses of a dashboard's form, whatever its queries say: what is no object where
/// one must be, names used twice, places off the grid.
final class FormLint {
  private static final Pattern TEAM = Pattern.compile("team:.+");
  private static final int MOST_TAGS = 5;
  private static final List<String> SIDES = List.of("x", "y", "width", "height");

  private final Findings findings = new Findings();
  private final Set<JsonTree> ids = new HashSet<>();
  private final boolean onGrid;

  private FormLint(boolean onGrid) {
    this.onGrid = onGrid;
  }

  /// What is found in a document; nothing where it is no dashboard, which is told elsewhere.
  static List<Finding> of(JsonTree dashboard) {
    if (!(dashboard.at("widgets").orElse(Null.NULL) instanceof Items)) {
      return List.of();
    }
    Optional<String> layout = dashboard.textAt("layout_type");
    FormLint lint = new FormLint(layout.equals(Optional.of("ordered")));
    if (dashboard.textAt("title").isEmpty()) {
      lint.findings.error("", "has no title; Datadog takes none without");
    }
    if (layout.filter(Words.LAYOUTS::contains).isEmpty()) {
      lint.findings.error(
          "",
          "layout_type is " + shown(dashboard, "layout_type") + "; write \"ordered\" or \"free\"");
    }
    lint.tags(dashboard);
    lint.variables(dashboard);
    lint.widgets("", dashboard.itemsAt("widgets"));
    return lint.findings.all();
  }

  private void tags(JsonTree dashboard) {
    List<JsonTree> tags = list("", dashboard, "tags");
    if (tags.size() > MOST_TAGS) {
      findings.error("", tags.size() + " tags; a dashboard has " + MOST_TAGS + " at most");
    }
    for (JsonTree tag : tags) {
      if (!(tag instanceof Text(String text) && TEAM.matcher(text).matches())) {
        findings.error(
            "", "tag " + shown(tag) + "; the tags of a dashboard are such as team:research");
      }
    }
  }

  private void variables(JsonTree dashboard) {
    Set<String> names = new HashSet<>();
    for (JsonTree variable : list("", dashboard, "template_variables")) {
      Optional<String> name = variable.textAt("name").filter(text -> !text.isBlank());
      if (name.isEmpty()) {
        findings.error("", "template variable " + shown(variable) + " has no name");
        continue;
      }
      String called = "template variable \"" + name.get() + "\"";
      if (!names.add(name.get())) {
        findings.error("", called + " is declared twice; leave one out");
      }
      if (isThere(variable, "default") && isThere(variable, "defaults")) {
        findings.error("", called + " has default and defaults; write defaults alone");
      }
      for (JsonTree value : list("", variable, "defaults")) {
        if (!(value instanceof Text(String text) && !text.isEmpty())) {
          findings.error("", called + " has the default " + shown(value) + "; each is a text");
        }
      }
    }
  }

  private void widgets(String group, List<JsonTree> widgets) {
    for (int i = 0; i < widgets.size(); i++) {
      JsonTree widget = widgets.get(i);
      String number = place(group, "widget " + (i + 1));
      if (!(widget instanceof Members)) {
        findings.error(number, "is " + shown(widget) + "; a widget is an object with a definition");
      } else if (widget.at("definition").orElse(Null.NULL) instanceof Members definition) {
        widget(place(group, name(definition)), widget, definition);
      } else {
        findings.error(
            number, "its definition is " + shown(widget, "definition") + "; write an object");
      }
    }
  }

  private void widget(String place, JsonTree widget, JsonTree definition) {
    widget
        .at("id")
        .filter(id -> id != Null.NULL && !ids.add(id))
        .ifPresent(id ->
            findings.error(place, "has the id " + shown(id) + " of another widget; leave it out"));
    widget
        .at("layout")
        .filter(layout -> layout != Null.NULL)
        .ifPresent(layout -> layout(place, layout));
    new DefinitionForm(findings, place).check(definition);
    if (definition.textAt("type").equals(Optional.of("group"))) {
      if (definition.at("widgets").orElse(Null.NULL) instanceof Items(List<JsonTree> inner)) {
        widgets(place, inner);
      } else {
        findings.error(place, "its widgets are " + shown(definition, "widgets") + "; write a list");
      }
    }
  }

  private void layout(String place, JsonTree layout) {
    for (String side : SIDES) {
      if (!(layout.at(side).orElse(Null.NULL) instanceof Digits digits)) {
        findings.error(
            place, "its " + side + " is " + shown(layout, side) + "; write a whole number");
      } else if (onGrid) {
        int least = side.equals("x") || side.equals("y") ? 0 : 1;
        if (digits.value().doubleValue() < least) {
          findings.error(place, "its " + side + " is " + digits.text() + "; the least is " + least);
        }
      }
    }
  }

  /// The items under a key; none, and a finding, where there is something else.
  private List<JsonTree> list(String place, JsonTree object, String key) {
    if (isThere(object, key) && !(object.at(key).orElse(Null.NULL) instanceof Items)) {
      findings.error(place, key + " is " + shown(object, key) + "; write a list");
    }
    return object.itemsAt(key);
  }

  private static boolean isThere(JsonTree object, String key) {
    return object.at(key).filter(value -> value != Null.NULL).isPresent();
  }

  /// A widget's title, else its type.
  static String name(JsonTree definition) {
    return definition
        .textAt("title")
        .filter(title -> !title.isBlank())
        .or(() -> definition.textAt("type"))
        .orElse("widget");
  }

  static String place(String group, String name) {
    return group.isEmpty() ? name : group + " › " + name;
  }

  /// What stands under a key, for messages.
  static String shown(JsonTree object, String key) {
    return object.at(key).map(FormLint::shown).orElse("missing");
  }

  static String shown(JsonTree value) {
    return switch (value) {
      case Members _ -> "an object";
      case Items _ -> "a list";
      case Text(String text) -> "\"" + text + "\"";
      case Digits digits -> digits.text();
      case JsonTree.Flag flag -> flag == JsonTree.Flag.TRUE ? "true" : "false";
      case Null _ -> "null";
    };
  }
}
