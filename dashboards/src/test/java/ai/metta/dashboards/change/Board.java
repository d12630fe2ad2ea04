// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Dashboards as tests need them: three groups with widgets of several types, two of which are
/// called the same, and one without a title.
final class Board {
  private Board() {}

  static Members read(String json) {
    return (Members) JsonText.read("test", json.getBytes(StandardCharsets.UTF_8));
  }

  /// One that differs with the seed.
  static Members of(Random random) {
    List<JsonTree> groups = new ArrayList<>();
    groups.add(
        read(
            """
            {"definition":{"type":"note","content":"# About\\nwho reads this: /dashboard/other_board"},
             "layout":{"x":0,"y":0,"width":12,"height":2}}
            """));
    for (String title : List.of("Jobs", "Queue", "Cost")) {
      List<JsonTree> widgets = new ArrayList<>();
      int count = 2 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        widgets.add(widget(i == 1 ? "" : title + " " + (i == 2 ? 0 : i), i, random));
      }
      Members definition =
          read("{\"type\":\"group\",\"layout_type\":\"ordered\",\"title\":\"" + title + "\"}");
      groups.add(
          JsonTree.object()
              .with("definition", definition.with("widgets", new Items(widgets)))
              .with("layout", layout(0, 2 + groups.size() * 6, 12, 6)));
    }
    return read("""
    {"title":"Skypilot Jobs","description":"what runs","layout_type":"ordered","reflow_type":"fixed",
     "notify_list":["b@example.com","a@example.com"],"default_timeframe":{"type":"live","value":1,"unit":"week"},
     "template_variables":[{"name":"env","prefix":"env","defaults":["production"]},
       {"name":"region","prefix":"region","defaults":["*"]}]}
    """)
        .with("widgets", new Items(groups));
  }

  private static Members widget(String title, int place, Random random) {
    return read("""
    {"definition":{"type":"%s","title":"%s","requests":[{"queries":[
       {"data_source":"metrics","name":"q","query":"sum:skypilot.jobs{$env} by {status%d}"}],
       "formulas":[{"formula":"q"}],"response_format":"timeseries"}],
     "custom_links":[{"label":"Back","link":"/dashboard/system-health-rollup"}]}}
    """
            .formatted(place % 2 == 0 ? "timeseries" : "toplist", title, random.nextInt(1000)))
        .with("layout", layout(3 * (place % 4), 2 * (place / 4), 3, 2));
  }

  static Members layout(int x, int y, int width, int height) {
    return JsonTree.object().with("x", x).with("y", y).with("width", width).with("height", height);
  }

  /// The same with another definition of one widget of a group.
  static Members widget(Members board, int group, int widget, UnaryOperator<Members> rule) {
    return at(
        board,
        "widgets",
        group,
        whole ->
            inside(whole, "definition", definition -> at(definition, "widgets", widget, rule)));
  }

  static Members group(Members board, int group, UnaryOperator<List<JsonTree>> rule) {
    return at(
        board,
        "widgets",
        group,
        whole ->
            inside(
                whole,
                "definition",
                definition ->
                    definition.with(
                        "widgets",
                        new Items(rule.apply(new ArrayList<>(definition.itemsAt("widgets")))))));
  }

  static Members at(Members members, String key, int index, UnaryOperator<Members> rule) {
    List<JsonTree> items = new ArrayList<>(members.itemsAt(key));
    items.set(index, rule.apply((Members) items.get(index)));
    return members.with(key, new Items(items));
  }

  static Members inside(Members members, String key, UnaryOperator<Members> rule) {
    return members.with(key, rule.apply((Members) members.find(key).orElse(Members.NONE)));
  }

  /// As Datadog answers: with ids and what else it adds.
  static Members live(Members board, Random random) {
    return identified(board, random)
        .with("id", "abc-def-ghi")
        .with("url", "/dashboard/abc-def-ghi/x")
        .with("author_handle", "somebody")
        .with("author_name", JsonTree.Null.NULL)
        .with("created_at", "2026-01-02T03:04:05Z")
        .with("modified_at", "2026-01-02T03:04:05Z")
        .with("is_read_only", JsonTree.Flag.FALSE)
        .with("restricted_roles", new Items(List.of()));
  }

  private static Members identified(Members board, Random random) {
    List<JsonTree> widgets = new ArrayList<>();
    for (JsonTree item : board.itemsAt("widgets")) {
      Members widget = (Members) item;
      if (widget.at("definition").flatMap(one -> one.at("widgets")).isPresent()) {
        widget = inside(widget, "definition", definition -> identified(definition, random));
      }
      widgets.add(
          widget.find("id").isPresent() ? widget : widget.with("id", random.nextLong(1L << 52)));
    }
    return board.with("widgets", new Items(widgets));
  }
}
