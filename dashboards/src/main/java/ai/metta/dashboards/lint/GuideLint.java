// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.dashboards.lint.Finding.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What Datadog's guide for dashboards asks of a page beside its queries: where widgets stand, what
/// they are called, and how lines are told apart.
///
/// Source: DataDog/integrations-core, `docs/developer/guidelines/dashboards.md`.
final class GuideLint {
  private static final int COLUMNS = 12;
  private static final int LONGEST_TITLE = 80;
  private static final Set<String> WITHOUT_TITLE =
      Set.of("note", "free_text", "image", "iframe", "group", "powerpack");
  private static final Set<String> FIRST = Set.of("about", "overview");

  private final List<Finding> findings = new ArrayList<>();

  private GuideLint() {}

  /// What is found on a page; nothing where the document is none.
  static List<Finding> of(JsonTree dashboard) {
    GuideLint lint = new GuideLint();
    if (dashboard.textAt("layout_type").equals(Optional.of("ordered"))) {
      lint.page(dashboard.itemsAt("widgets"));
    }
    return lint.findings;
  }

  private void page(List<JsonTree> widgets) {
    widgets.stream()
        .filter(widget -> !isGroup(widget))
        .forEach(widget -> warn(name(widget), "stands in no group"));
    widgets.stream()
        .filter(GuideLint::isGroup)
        .findFirst()
        .filter(group -> !FIRST.contains(firstWord(name(group))))
        .ifPresent(
            group -> warn(name(group), "is the first group; it should be About or Overview"));
    places("", widgets);
    widgets.stream().filter(GuideLint::isGroup).forEach(this::group);
  }

  private void group(JsonTree group) {
    List<JsonTree> widgets = definition(group).itemsAt("widgets");
    places(name(group), widgets);
    Set<String> titles = new HashSet<>();
    for (JsonTree widget : widgets) {
      String place = name(group) + " › " + name(widget);
      titled(place, definition(widget), titles);
      lines(place, definition(widget));
    }
  }

  private void titled(String place, JsonTree definition, Set<String> others) {
    if (WITHOUT_TITLE.contains(definition.textAt("type").orElse(""))) {
      return;
    }
    String title = definition.textAt("title").orElse("").strip();
    if (title.isEmpty()) {
      warn(place, "has no title");
    } else if (title.length() > LONGEST_TITLE) {
      warn(
          place,
          "has a title of " + title.length() + " characters; " + LONGEST_TITLE + " are read");
    } else if (!others.add(title)) {
      warn(place, "has the title of another widget of its group");
    }
  }

  /// Lines that are told apart: by a name each, and a legend where they are several.
  private void lines(String place, JsonTree definition) {
    List<JsonTree> formulas =
        definition.itemsAt("requests").stream()
            .flatMap(request -> request.itemsAt("formulas").stream())
            .toList();
    if (formulas.size() < 2) {
      return;
    }
    if (formulas.stream().anyMatch(formula -> formula.textAt("alias").isEmpty())) {
      warn(place, "shows several formulas, and not each has an alias");
    }
    if (definition.textAt("type").equals(Optional.of("timeseries"))
        && definition.at("show_legend").equals(Optional.of(Flag.FALSE))) {
      warn(place, "draws several lines without a legend");
    }
  }

  /// Widgets beyond the grid, or upon one another.
  private void places(String group, List<JsonTree> widgets) {
    List<Place> taken = new ArrayList<>();
    for (JsonTree widget : widgets) {
      Place.of(widget)
          .ifPresent(place -> {
            String name = group.isEmpty() ? name(widget) : group + " › " + name(widget);
            if (place.x() + place.width() > COLUMNS) {
              findings.add(
                  new Finding(
                      Level.ERROR,
                      name,
                      "stands beyond the twelve columns of the grid",
                      Optional.empty()));
            }
            if (taken.stream().anyMatch(place::meets)) {
              warn(name, "covers another widget");
            }
            taken.add(place);
          });
    }
  }

  private record Place(int x, int y, int width, int height) {
    static Optional<Place> of(JsonTree widget) {
      return widget
          .at("layout")
          .map(layout ->
              new Place(
                  number(layout, "x"),
                  number(layout, "y"),
                  number(layout, "width"),
                  number(layout, "height")));
    }

    boolean meets(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    private static int number(JsonTree layout, String key) {
      return layout
          .at(key)
          .map(value -> value instanceof Digits digits ? digits.value().intValue() : 0)
          .orElse(0);
    }
  }

  private void warn(String place, String problem) {
    findings.add(new Finding(Level.WARNING, place, problem, Optional.empty()));
  }

  private static JsonTree definition(JsonTree widget) {
    return widget.at("definition").orElse(JsonTree.object());
  }

  private static boolean isGroup(JsonTree widget) {
    return Stream.of("group", "powerpack", "split_group")
        .anyMatch(type -> definition(widget).textAt("type").equals(Optional.of(type)));
  }

  private static String name(JsonTree widget) {
    return definition(widget)
        .textAt("title")
        .filter(title -> !title.isBlank())
        .or(() -> definition(widget).textAt("type"))
        .orElse("widget");
  }

  private static String firstWord(String title) {
    String words = title.strip().toLowerCase(Locale.ROOT);
    int space = words.indexOf(' ');
    return space < 0 ? words : words.substring(0, space);
  }
}
