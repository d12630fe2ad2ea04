// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found between a live dashboard and the one that should be.
final class ComparisonTest {
  private static final int TIMES = 100;

  /// In all, with the seed in the message: the kind's name and the number.
  @ParameterizedTest
  @EnumSource
  void anEditInDatadogIsFoundKnownForOneAndCanBeAdopted(SemanticEdit edit) {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      Members mine = Board.of(random);
      Members pushed = Board.live(mine, random);
      Members live = Board.live(edit.on(pushed, random), random);
      Comparison comparison = compare(live, mine, Optional.of(content(mine).fingerprint()));
      assertThat(comparison.told()).as(edit + " " + seed).isNotEmpty();
      assertThat(comparison.told())
          .as(edit + " " + seed)
          .allSatisfy(told -> assertThat(told.by()).isEqualTo(Editor.UI));
      Members merged = Merge.of(comparison);
      assertThat(compare(live, merged, Optional.empty()).told()).as(edit + " " + seed).isEmpty();
      Document generated = new Document("board", mine);
      Overlay overlay = Overlay.between(Kind.DASHBOARD, generated, merged);
      Overlay kept =
          Overlay.read(
              "board",
              ai.metta.access.json.JsonText.indented(overlay.json())
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(
              compare(live, kept.apply(Kind.DASHBOARD, generated).json(), Optional.empty()).told())
          .as(edit + " " + seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditInTheCodeIsFoundAndStopsNothing(SemanticEdit edit) {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      Members before = Board.of(random);
      Members live = Board.live(before, random);
      Members mine = edit.on(before, random);
      Comparison comparison = compare(live, mine, Optional.of(content(before).fingerprint()));
      assertThat(comparison.told()).as(edit + " " + seed).isNotEmpty();
      assertThat(comparison.atRisk()).as(edit + " " + seed).isEmpty();
      assertThat(
              content(Outgoing.updated("board", content(mine), content(live), Links.NONE))
                  .isSameAs(content(mine)))
          .as(edit + " " + seed)
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditInDatadogBesideOneInTheCodeIsNeverTakenForTheCodes(SemanticEdit edit) {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      List<SemanticEdit> all = List.of(SemanticEdit.values());
      SemanticEdit other = all.get(random.nextInt(all.size()));
      Members before = Board.of(random);
      Members live = Board.live(edit.on(Board.live(before, random), random), random);
      Members mine = other.on(before, random);
      Comparison comparison = compare(live, mine, Optional.of(content(before).fingerprint()));
      boolean undone =
          other == SemanticEdit.GROUP_REMOVED
              || (edit == SemanticEdit.WIDGETS_SWAPPED
                  && (other == SemanticEdit.MOVED_TO_ANOTHER_GROUP
                      || other == SemanticEdit.WIDGET_REMOVED));
      if (undone || content(live).isSameAs(content(mine))) {
        continue; // nothing is left of what was edited, or both did the same
      }
      assertThat(comparison.atRisk()).as(edit + " " + other + " " + seed).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnOverlayPushedIsNoChangeOfACheckoutThatLacksIt(SemanticEdit edit) {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      Members generated = Board.of(random);
      Document laidOver = laidOver(generated, edit.on(generated, random));
      Members live = Board.live(laidOver.json(), random);
      Optional<Fingerprint> pushed = read(content(laidOver).fingerprint());
      Comparison lacking = compare(live, generated, pushed);
      assertThat(lacking.told()).as(edit + " " + seed).isNotEmpty();
      assertThat(lacking.told())
          .as(edit + " " + seed)
          .allSatisfy(told -> assertThat(told.by()).isEqualTo(Editor.OVERLAY));
      assertThat(compare(live, Merge.of(lacking), Optional.empty()).told())
          .as("adopted " + edit + " " + seed)
          .isEmpty();
      Optional<Fingerprint> old = read(content(laidOver.json()).fingerprint());
      assertThat(compare(live, generated, old).atRisk()).as("old " + edit + " " + seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void besideAnEditInTheCodeAnOverlayIsStillMissed(SemanticEdit edit) {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      List<SemanticEdit> all = List.of(SemanticEdit.values());
      SemanticEdit other = all.get(random.nextInt(all.size()));
      Members generated = Board.of(random);
      Document laidOver = laidOver(generated, edit.on(generated, random));
      Members live = Board.live(laidOver.json(), random);
      Members mine = other.on(generated, random);
      boolean undone =
          other == SemanticEdit.GROUP_REMOVED
              || (edit == SemanticEdit.WIDGETS_SWAPPED
                  && (other == SemanticEdit.MOVED_TO_ANOTHER_GROUP
                      || other == SemanticEdit.WIDGET_REMOVED));
      if (undone || content(live).isSameAs(content(mine))) {
        continue; // nothing is left of what was laid over, or both did the same
      }
      assertThat(compare(live, mine, read(content(laidOver).fingerprint())).atRisk())
          .as(edit + " " + other + " " + seed)
          .isNotEmpty();
    }
  }

  @Test
  void whoHasTheOverlayChangesTheCodeAsBefore() {
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      Members generated = Board.of(random);
      Overlay overlay =
          Overlay.between(
              Kind.DASHBOARD,
              new Document("board", generated),
              SemanticEdit.DESCRIPTION.on(generated, random));
      Document pushed = overlay.apply(Kind.DASHBOARD, new Document("board", generated));
      Members next = SemanticEdit.DASHBOARD_TITLE.on(generated, random);
      Document mine = overlay.apply(Kind.DASHBOARD, new Document("board", next));
      Members live = Board.live(pushed.json(), random);
      Comparison comparison =
          Comparison.of(
              content(live), content(mine), read(content(pushed).fingerprint()), Laid.NONE);
      assertThat(comparison.told())
          .as("" + seed)
          .isNotEmpty()
          .allSatisfy(told -> assertThat(told.by()).isEqualTo(Editor.CODE));
    }
  }

  private static Document laidOver(Members generated, Members wanted) {
    Document made = new Document("board", generated);
    return Overlay.between(Kind.DASHBOARD, made, wanted).apply(Kind.DASHBOARD, made);
  }

  /// As it comes back from a mark.
  private static Optional<Fingerprint> read(Fingerprint fingerprint) {
    Optional<Fingerprint> read = Fingerprint.read(fingerprint.text());
    assertThat(read).contains(fingerprint);
    return read;
  }

  private static Content content(Document document) {
    return Content.of(Kind.DASHBOARD, document, Links.NONE);
  }

  static Map<String, BiFunction<Members, Random, Members>> noises() {
    Map<String, BiFunction<Members, Random, Members>> noises = new LinkedHashMap<>();
    noises.put("what only Datadog writes, and ids", Board::live);
    for (String key : DashboardFields.READ_ONLY) {
      noises.put(key, (board, random) -> board.with(key, "x" + random.nextInt()));
    }
    noises.put("pause", (board, _) -> board.with("pause_auto_refresh", Flag.FALSE));
    noises.put("null at the top", (board, _) -> board.with("template_variable_presets", Null.NULL));
    noises.put("null in a widget", (board, random) -> anyWidget(board, random, "time", Null.NULL));
    noises.put("empty time", (board, random) -> anyWidget(board, random, "time", Members.NONE));
    noises.put("size", (board, random) -> anyWidget(board, random, "title_size", text("16")));
    noises.put("align", (board, random) -> anyWidget(board, random, "title_align", text("left")));
    noises.put(
        "axis",
        (board, random) ->
            anyWidget(
                board,
                random,
                "yaxis",
                Board.read(
                    "{\"scale\":\"linear\",\"min\":\"auto\",\"max\":\"auto\",\"label\":\"\",\"include_zero\":true}")));
    noises.put("legend", (board, _) -> firstWidget(board, "show_legend", Flag.FALSE));
    noises.put("legend's size", (board, _) -> firstWidget(board, "legend_size", text("0")));
    noises.put("legend's form", (board, _) -> firstWidget(board, "legend_layout", text("auto")));
    noises.put(
        "legend's columns",
        (board, _) ->
            firstWidget(
                board, "legend_columns", JsonTree.texts("avg", "min", "max", "value", "sum")));
    noises.put(
        "tick",
        (board, _) ->
            Board.at(
                board,
                "widgets",
                0,
                note ->
                    Board.inside(
                        note,
                        "definition",
                        one -> one.with("tick_pos", "50%").with("tick_edge", "left"))));
    noises.put(
        "style",
        (board, random) ->
            Board.widget(
                board,
                1 + random.nextInt(3),
                random.nextInt(2),
                widget ->
                    Board.inside(
                        widget,
                        "definition",
                        definition ->
                            Board.at(
                                definition,
                                "requests",
                                0,
                                request ->
                                    request.with(
                                        "style",
                                        Board.read(
                                            "{\"palette\":\"dog_classic\",\"line_type\":\"solid\",\"line_width\":\"normal\"}"))))));
    noises.put(
        "order of those notified",
        (board, random) -> {
          List<JsonTree> all = new ArrayList<>(board.itemsAt("notify_list"));
          Collections.shuffle(all, random);
          return board.with("notify_list", new Items(all));
        });
    noises.put(
        "a link by id",
        (board, random) ->
            Board.widget(
                board,
                1 + random.nextInt(3),
                random.nextInt(2),
                widget ->
                    Board.inside(
                        widget,
                        "definition",
                        definition ->
                            Board.at(
                                definition,
                                "custom_links",
                                0,
                                link -> link.with("link", "/dashboard/sys-tem-ids")))));
    noises.put(
        "a mark",
        (board, _) ->
            new Mark("board", Optional.of(content(board).fingerprint()))
                .putOn(Kind.DASHBOARD, board));
    noises.put(
        "how a number is written",
        (board, random) ->
            Board.widget(
                board,
                1 + random.nextInt(3),
                random.nextInt(2),
                widget ->
                    Board.inside(
                        widget, "layout", layout -> layout.with("width", new Digits("3.0")))));
    return noises;
  }

  static List<String> kindsOfNoise() {
    return List.copyOf(noises().keySet());
  }

  @ParameterizedTest
  @MethodSource("kindsOfNoise")
  void noiseIsNoDifference(String kind) {
    Links links = new Links(Map.of("sys-tem-ids", "system_health_rollup"));
    for (int seed = 0; seed < TIMES; seed++) {
      Random random = new Random(seed);
      Members mine = Board.of(random);
      Members live = noises().get(kind).apply(mine, random);
      assertThat(live).as(kind + " " + seed).satisfies(one -> assertThat(one).isNotNull());
      Comparison comparison =
          Comparison.of(
              Content.of(Kind.DASHBOARD, live, links),
              Content.of(Kind.DASHBOARD, mine, links),
              Optional.empty(),
              Laid.NONE);
      assertThat(comparison.told()).as(kind + " " + seed).isEmpty();
      assertThat(Content.of(Kind.DASHBOARD, live, links).isSameAs(content(mine))).isTrue();
    }
  }

  /// Whether or not it stands where it stood.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jobs|QUEUE|Cost",
        "QUEUE|Jobs|Cost",
        "Jobs|Cost|QUEUE",
        "Jobs|Fresh|QUEUE|Cost",
        "Jobs|Fresh|Waiting|Cost",
        "Waiting|Fresh|Jobs|Cost"
      })
  void aGroupThatIsCalledOtherwiseIsTheSame(String titles) {
    Members before = grouped("Jobs|Queue|Cost", _ -> true);
    Members after = grouped(titles, title -> !title.equals("Fresh"));
    Optional<Fingerprint> pushed = Optional.of(content(before).fingerprint());
    for (Comparison comparison :
        List.of(compare(before, after, pushed), compare(after, before, pushed))) {
      assertThat(comparison.told())
          .anySatisfy(told ->
              assertThat(told.change())
                  .isInstanceOfSatisfying(
                      Change.Edited.class, edited -> assertThat(edited.field()).isEqualTo("title")))
          .filteredOn(told ->
              told.change() instanceof Change.Added || told.change() instanceof Change.Removed)
          .allSatisfy(
              told -> assertThat(told.change().place().titles().getFirst()).isEqualTo("Fresh"));
      assertThat(comparison.conflicts()).isEmpty();
    }
    assertThat(compare(before, after, pushed).atRisk()).isEmpty();
    assertThat(compare(after, before, pushed).told())
        .allSatisfy(told -> assertThat(told.by()).isEqualTo(Editor.UI));
  }

  /// Without ids, as it is generated: one row each.
  private static Members grouped(String titles, Predicate<String> isFilled) {
    List<JsonTree> groups = new ArrayList<>();
    for (String title : titles.split("\\|", -1)) {
      String held = title.equalsIgnoreCase("queue") || title.equals("Waiting") ? "Queue" : title;
      String inside =
          isFilled.test(title)
              ? "{'definition':{'type':'note','title':'%1$s A','content':'a'}},".formatted(held)
                  + "{'definition':{'type':'note','title':'%1$s B','content':'b'}}".formatted(held)
              : "";
      groups.add(
          JsonText.read(
              title,
              "{'layout':{'x':0,'y':%d,'width':12,'height':3},'definition':{'type':'group','title':'%s','layout_type':'ordered','widgets':[%s]}}"
                  .formatted(3 * groups.size(), title, inside)
                  .replace('\'', '"')
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return JsonTree.object()
        .with("title", "Page")
        .with("layout_type", "ordered")
        .with("widgets", new JsonTree.Items(groups));
  }

  @Test
  void changesAreToldByTitles() {
    Members mine = Board.of(new Random(1));
    Members live =
        Board.widget(
            Board.live(mine, new Random(2)),
            1,
            0,
            widget ->
                Board.inside(
                    widget, "definition", definition -> definition.with("title", "Other")));
    assertThat(compare(live, mine, Optional.empty()).told())
        .singleElement()
        .satisfies(told -> {
          assertThat(told.by()).isEqualTo(Editor.UNKNOWN);
          assertThat(told.change())
              .isEqualTo(
                  new Change.Edited(
                      new Place(List.of("Jobs", "Jobs 0")),
                      "title",
                      Optional.of(text("Other")),
                      Optional.of(text("Jobs 0"))));
        });
  }

  @Test
  void anOverlayThatDoesNotFitAnyMoreSaysWhichWidget() {
    Members mine = Board.of(new Random(1));
    Members wanted =
        Board.widget(
            mine,
            1,
            0,
            one ->
                Board.inside(one, "definition", definition -> definition.with("title", "Other")));
    Overlay overlay = Overlay.between(Kind.DASHBOARD, new Document("board", mine), wanted);
    Members renamed =
        Board.widget(
            mine,
            1,
            0,
            one ->
                Board.inside(one, "definition", definition -> definition.with("title", "Third")));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> overlay.apply(Kind.DASHBOARD, new Document("board", renamed)))
        .hasMessageContaining("does not fit any more: \"Jobs › Jobs 0\"");
  }

  @Test
  void idsOfLiveWidgetsAreSentBack() {
    Members mine = Board.of(new Random(1));
    Members live = Board.live(mine, new Random(2));
    Members sent = Outgoing.updated("board", content(mine), content(live), Links.NONE);
    assertThat(sent.itemsAt("widgets").get(1).at("id"))
        .isEqualTo(live.itemsAt("widgets").get(1).at("id"))
        .isPresent();
    assertThat(Mark.on(Kind.DASHBOARD, sent))
        .contains(new Mark("board", Optional.of(content(mine).fingerprint())));
    assertThat(sent.find("id")).isEmpty();
  }

  @Test
  void aMonitorIsTheSameAsWhatDatadogMakesOfIt() {
    Members mine =
        Board.read(
            """
            {"name":"Queue","type":"metric alert","query":"avg(last_5m):avg:a.b{*} > 5","message":"it waits\\n",
             "tags":["team:x"],"options":{"thresholds":{"critical":5}}}
            """);
    Mark mark = new Mark("queue", Optional.of(content(Kind.MONITOR, mine).fingerprint()));
    Members live =
        mark.putOn(Kind.MONITOR, mine)
            .with("type", "query alert")
            .with("message", "it waits")
            .with("id", 7)
            .with("multi", Flag.FALSE)
            .with("priority", Null.NULL)
            .with(
                "options",
                Board.read(
                    "{\"thresholds\":{\"critical\":5.0},\"notify_audit\":false,\"include_tags\":true,\"new_host_delay\":300,\"silenced\":{}}"));
    assertThat(content(Kind.MONITOR, live).isSameAs(content(Kind.MONITOR, mine))).isTrue();
    assertThat(Mark.on(Kind.MONITOR, live)).contains(mark);
    Members edited = live.with("message", "another");
    assertThat(
            Comparison.of(
                    content(Kind.MONITOR, edited),
                    content(Kind.MONITOR, mine),
                    mark.pushed(),
                    Laid.NONE)
                .atRisk())
        .singleElement()
        .satisfies(told -> assertThat(told.by()).isEqualTo(Editor.UI));
  }

  private static JsonTree text(String text) {
    return new JsonTree.Text(text);
  }

  private static Members anyWidget(Members board, Random random, String key, JsonTree value) {
    return Board.widget(
        board,
        1 + random.nextInt(3),
        random.nextInt(2),
        widget -> Board.inside(widget, "definition", one -> one.with(key, value)));
  }

  private static Members firstWidget(Members board, String key, JsonTree value) {
    return Board.widget(
        board, 1, 0, widget -> Board.inside(widget, "definition", one -> one.with(key, value)));
  }

  private static Content content(Members json) {
    return content(Kind.DASHBOARD, json);
  }

  private static Content content(Kind kind, Members json) {
    return Content.of(kind, json, Links.NONE);
  }

  private static Comparison compare(Members live, Members mine, Optional<Fingerprint> pushed) {
    return Comparison.of(content(live), content(mine), pushed, Laid.NONE);
  }
}
