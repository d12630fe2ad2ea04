// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Edits that make a difference.
enum SemanticEdit {
  DASHBOARD_TITLE,
  DESCRIPTION,
  VARIABLE_DEFAULT,
  VARIABLE_ADDED,
  VARIABLE_REMOVED,
  TIMEFRAME,
  NOTIFIED,
  WIDGET_TITLE,
  WIDGET_TYPE,
  QUERY,
  FORMULA_ADDED,
  FORMAT,
  AXIS,
  LINK,
  NOTE,
  GROUP_TITLE,
  SPOT,
  SIZE,
  COLUMN_BREAK,
  WIDGET_ADDED,
  WIDGET_REMOVED,
  WIDGETS_SWAPPED,
  MOVED_TO_ANOTHER_GROUP,
  GROUP_ADDED,
  GROUP_REMOVED,
  GROUPS_SWAPPED;

  Members on(Members board, Random random) {
    int group = 1 + random.nextInt(3);
    int widgets =
        board
            .itemsAt("widgets")
            .get(group)
            .at("definition")
            .orElseThrow()
            .itemsAt("widgets")
            .size();
    int widget = random.nextInt(widgets);
    String fresh = "fresh " + random.nextInt(1_000_000);
    return switch (this) {
      case DASHBOARD_TITLE -> board.with("title", fresh);
      case DESCRIPTION -> board.with("description", fresh);
      case VARIABLE_DEFAULT ->
          Board.at(
              board,
              "template_variables",
              random.nextInt(2),
              one -> one.with("defaults", JsonTree.texts(fresh)));
      case VARIABLE_ADDED ->
          board.with(
              "template_variables",
              added(board.itemsAt("template_variables"), 0, Board.read("{\"name\":\"user\"}")));
      case VARIABLE_REMOVED ->
          board.with(
              "template_variables", new Items(board.itemsAt("template_variables").subList(0, 1)));
      case TIMEFRAME ->
          Board.inside(board, "default_timeframe", one -> one.with("value", 2 + random.nextInt(9)));
      case NOTIFIED -> board.with("notify_list", JsonTree.texts(fresh));
      case WIDGET_TITLE -> definition(board, group, widget, one -> one.with("title", fresh));
      case WIDGET_TYPE -> definition(board, group, widget, one -> one.with("type", "query_table"));
      case QUERY ->
          definition(
              board,
              group,
              widget,
              one ->
                  Board.at(
                      one,
                      "requests",
                      0,
                      request ->
                          Board.at(request, "queries", 0, query -> query.with("query", fresh))));
      case FORMULA_ADDED ->
          definition(
              board,
              group,
              widget,
              one ->
                  Board.at(
                      one,
                      "requests",
                      0,
                      request ->
                          request.with(
                              "formulas",
                              added(
                                  request.itemsAt("formulas"),
                                  random.nextInt(2),
                                  Board.read("{\"formula\":\"q * 2\"}")))));
      case FORMAT ->
          definition(
              board,
              group,
              widget,
              one ->
                  Board.at(
                      one,
                      "requests",
                      0,
                      request ->
                          request.with(
                              "conditional_formats",
                              new Items(
                                  List.of(
                                      Board.read(
                                          "{\"comparator\":\">\",\"value\":%d,\"palette\":\"white_on_red\"}"
                                              .formatted(random.nextInt(99))))))));
      case AXIS ->
          definition(
              board,
              group,
              widget,
              one -> one.with("yaxis", JsonTree.object().with("include_zero", Flag.FALSE)));
      case LINK ->
          definition(
              board,
              group,
              widget,
              one ->
                  Board.at(
                      one, "custom_links", 0, link -> link.with("link", "/dashboard/" + fresh)));
      case NOTE ->
          Board.at(
              board,
              "widgets",
              0,
              note ->
                  Board.inside(
                      note, "definition", one -> one.with("content", "# About\n" + fresh)));
      case GROUP_TITLE ->
          Board.at(
              board,
              "widgets",
              group,
              one ->
                  Board.inside(one, "definition", definition -> definition.with("title", fresh)));
      case SPOT -> layout(board, group, widget, "y", 20 + random.nextInt(20));
      case SIZE -> layout(board, group, widget, "height", 20 + random.nextInt(20));
      case COLUMN_BREAK ->
          Board.widget(
              board,
              group,
              widget,
              one ->
                  Board.inside(one, "layout", layout -> layout.with("is_column_break", Flag.TRUE)));
      case WIDGET_ADDED ->
          Board.group(board, group, all -> inserted(all, random.nextInt(widgets + 1), note(fresh)));
      case WIDGET_REMOVED ->
          Board.group(
              board,
              group,
              all -> {
                all.remove(widget);
                return all;
              });
      case WIDGETS_SWAPPED ->
          Board.group(
              board,
              group,
              all -> {
                Collections.swap(all, widget, (widget + 1) % widgets);
                return all;
              });
      case MOVED_TO_ANOTHER_GROUP -> moved(board, group, widget);
      case GROUP_ADDED ->
          board.with(
              "widgets",
              added(
                  board.itemsAt("widgets"),
                  random.nextInt(4),
                  JsonTree.object()
                      .with(
                          "definition",
                          JsonTree.object()
                              .with("type", "group")
                              .with("title", fresh)
                              .with("widgets", new Items(List.of(note("in " + fresh)))))));
      case GROUP_REMOVED ->
          board.with(
              "widgets",
              new Items(
                  board.itemsAt("widgets").stream()
                      .filter(one -> !one.equals(board.itemsAt("widgets").get(group)))
                      .toList()));
      case GROUPS_SWAPPED -> {
        List<JsonTree> all = new java.util.ArrayList<>(board.itemsAt("widgets"));
        Collections.swap(all, group, group % 3 + 1);
        yield board.with("widgets", new Items(all));
      }
    };
  }

  private static Members definition(
      Members board, int group, int widget, java.util.function.UnaryOperator<Members> rule) {
    return Board.widget(board, group, widget, one -> Board.inside(one, "definition", rule));
  }

  private static Members layout(Members board, int group, int widget, String key, int value) {
    return Board.widget(
        board, group, widget, one -> Board.inside(one, "layout", it -> it.with(key, value)));
  }

  private static Members moved(Members board, int group, int widget) {
    JsonTree taken =
        board
            .itemsAt("widgets")
            .get(group)
            .at("definition")
            .orElseThrow()
            .itemsAt("widgets")
            .get(widget);
    Members without = WIDGET_REMOVED.removed(board, group, widget);
    return Board.group(without, group % 3 + 1, all -> inserted(all, 0, taken));
  }

  private Members removed(Members board, int group, int widget) {
    return Board.group(
        board,
        group,
        all -> {
          all.remove(widget);
          return all;
        });
  }

  private static Members note(String content) {
    return JsonTree.object()
        .with("definition", JsonTree.object().with("type", "note").with("content", content))
        .with("layout", Board.layout(0, 30, 4, 2));
  }

  private static List<JsonTree> inserted(List<JsonTree> all, int at, JsonTree one) {
    all.add(at, one);
    return all;
  }

  private static Items added(List<JsonTree> all, int at, JsonTree one) {
    return new Items(inserted(new java.util.ArrayList<>(all), at, one));
  }
}
