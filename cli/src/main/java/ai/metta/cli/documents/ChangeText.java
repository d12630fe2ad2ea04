// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Text;
import ai.metta.cli.screen.Paint;
import ai.metta.dashboards.change.Change;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Place;
import ai.metta.dashboards.change.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes in words: by the titles of widgets, with who made them.
record ChangeText(Paint paint) {
  private static final int SHOWN = 200;

  List<String> lines(Told told) {
    String by =
        switch (told.by()) {
          case CODE -> "";
          case OVERLAY, ELSEWHERE -> paint.doubtful(" (pushed from another checkout)");
          case UI -> paint.doubtful(" (edited in Datadog)");
          case BOTH -> paint.doubtful(" (changed here, and in Datadog too)");
          case UNKNOWN -> paint.doubtful(" (nobody knows by whom)");
        };
    List<String> lines = new ArrayList<>();
    switch (told.change()) {
      case Change.Added(Place place, String type) ->
          lines.add(paint.good("+ " + place.text() + " (" + type + ")") + by);
      case Change.Removed(Place place, String type) ->
          lines.add(paint.bad("- " + place.text() + " (" + type + ")") + by);
      case Change.Moved(Place place, String before, String after) ->
          lines.add("~ " + where(place) + "moved: " + before + " → " + after + by);
      case Change.Resized(Place place, String before, String after) ->
          lines.add("~ " + where(place) + "size: " + before + " → " + after + by);
      case Change.Edited edited -> {
        lines.add("~ " + where(edited.place()) + edited.field() + by);
        edited.before().ifPresent(value -> lines.add(paint.bad("    - " + shown(value))));
        edited.after().ifPresent(value -> lines.add(paint.good("    + " + shown(value))));
      }
    }
    return lines;
  }

  private static String where(Place place) {
    return place.text().isEmpty() ? "" : place.text() + ": ";
  }

  private static String shown(JsonTree value) {
    String text = value instanceof Text(String plain) ? plain : JsonText.compact(value);
    String line = text.replaceAll("\\R", "⏎");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  static Map<String, Object> json(Told told) {
    Map<String, Object> row = new LinkedHashMap<>();
    Change change = told.change();
    row.put(
        "change",
        switch (change) {
          case Change.Added _ -> "added";
          case Change.Removed _ -> "removed";
          case Change.Moved _ -> "moved";
          case Change.Resized _ -> "resized";
          case Change.Edited _ -> "edited";
        });
    row.put("place", change.place().titles());
    row.put("by", word(told.by()));
    switch (change) {
      case Change.Added(_, String type) -> row.put("type", type);
      case Change.Removed(_, String type) -> row.put("type", type);
      case Change.Moved(_, String before, String after) -> put(row, before, after);
      case Change.Resized(_, String before, String after) -> put(row, before, after);
      case Change.Edited(_, String field, Optional<JsonTree> before, Optional<JsonTree> after) -> {
        row.put("field", field);
        put(row, before.map(JsonText::compact), after.map(JsonText::compact));
      }
    }
    return row;
  }

  private static void put(Map<String, Object> row, Object before, Object after) {
    row.put("before", before);
    row.put("after", after);
  }

  private static String word(Editor editor) {
    return switch (editor) {
      case CODE -> "code";
      case OVERLAY -> "overlay";
      case ELSEWHERE -> "elsewhere";
      case UI -> "ui";
      case BOTH -> "both";
      case UNKNOWN -> "unknown";
    };
  }
}
