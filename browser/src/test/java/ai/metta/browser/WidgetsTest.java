// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each kind of widget on values that can be counted by hand.
final class WidgetsTest {
  @TempDir private static Path folder;
  private static Here here;

  @BeforeAll
  static void fill() {
    Chromium.browser();
    here = new Here(folder);
    here.gauge("demo.depth", "queue:a", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 2);
    here.gauge("demo.depth", "queue:b", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 6);
    here.gauge(
        "demo.depth",
        "queue:c",
        Duration.ofHours(4),
        Duration.ofMinutes(1),
        before -> before < 60 ? 40 : 10);
    here.gauge("demo.small", "of:a", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 0.0004);
    here.gauge("demo.small", "of:b", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 0.00003);
    here.gauge("demo.large", "", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 1_234_567.891);
    here.gauge("demo.hours", "", Duration.ofHours(4), Duration.ofMinutes(1), ago -> 50 - ago / 10);
    here.gauge(
        "demo.bytes", "", Duration.ofHours(4), Duration.ofMinutes(1), ago -> 9e9 - ago * 1e7);
    unit("demo.hours", "hour");
    unit("demo.bytes", "byte");
  }

  private static void unit(String metric, String unit) {
    here.sent("PUT", "/api/v1/metrics/" + metric, "{\"unit\":\"" + unit + "\"}");
  }

  /// What the axis of values says, from below.
  private static List<?> ticks(Page page) {
    assertThat(page.locator(".plot canvas").first()).isVisible();
    return (List<?>)
        page.evaluate(
            """
            async () => {
              const { getInstanceByDom } = await import('echarts');
              const drawn = getInstanceByDom(document.querySelector('.canvas'));
              return drawn.getModel().getComponent('yAxis').axis.getViewLabels().map((one) => one.formattedLabel);
            }
            """);
  }

  @AfterAll
  static void close() {
    if (here != null) {
      here.close();
    }
  }

  private static String scalar(String type, String query, String more) {
    return """
    {"type":"%s","title":"Depth","requests":[{"response_format":"scalar",
     "queries":[{"name":"a","data_source":"metrics","query":"%s","aggregator":"last"}],
     "formulas":[{"formula":"a"}]%s}]}
    """
        .formatted(type, query, more);
  }

  private Page shown(Visit visit, String definition) {
    Page page = visit.open("/dashboard/" + here.widget(definition) + "/one");
    assertThat(page.locator("metta-tile.is-drawn")).hasCount(1);
    return page;
  }

  @Test
  @DisplayName("a query value is the query's number, in the colour that it meets")
  void number() {
    try (Visit visit = here.visit()) {
      Page page =
          shown(
              visit,
              scalar(
                  "query_value",
                  "sum:demo.depth{*}",
                  """
                  ,"conditional_formats":[{"comparator":">","value":40,"palette":"white_on_red"}]
                  """));
      assertThat(page.locator(".number output")).hasText("48");
      assertThat(page.locator(".number")).hasClass("number pal pal-white-on-red");
    }
  }

  @Test
  @DisplayName("what is not zero is never shown as 0, however small")
  void small() {
    try (Visit visit = here.visit()) {
      String more = ",\"conditional_formats\":[]";
      Page page = shown(visit, scalar("query_value", "max:demo.small{*}", more));
      assertThat(page.locator(".number output")).hasText("0.0004");
      page = shown(visit, scalar("query_value", "max:demo.small{of:b}", more));
      assertThat(page.locator(".number output")).hasText("3e-5");
      page = shown(visit, scalar("toplist", "avg:demo.small{*} by {of}", more));
      assertThat(page.locator(".top li b")).hasText(new String[] {"0.0004", "3e-5"});
      page = shown(visit, scalar("query_table", "avg:demo.small{*} by {of}", more));
      assertThat(page.locator("td.num")).hasText(new String[] {"0.0004", "3e-5"});
      page = shown(visit, lines("avg:demo.small{*} by {of}"));
      assertThat(page.locator(".legend b")).hasText(new String[] {"0.0004", "3e-5"});
      org.assertj.core.api.Assertions.assertThat(ticks(page)).doesNotHaveDuplicates();
    }
  }

  private static String lines(String query) {
    return """
    {"type":"timeseries","title":"Lines","show_legend":true,"requests":[{"response_format":"timeseries",
     "queries":[{"name":"a","data_source":"metrics","query":"%s"}],"formulas":[{"formula":"a"}]}]}
    """
        .formatted(query);
  }

  @Test
  @DisplayName("a number that is not to be scaled is shown whole, with as many digits as it says")
  void whole() {
    try (Visit visit = here.visit()) {
      String query = scalar("query_value", "max:demo.large{*}", "");
      Page page = shown(visit, query);
      assertThat(page.locator(".number output")).hasText("1.23M");
      for (String[] said :
          new String[][] {
            {"\"autoscale\":false", "1,234,567.89"},
            {"\"autoscale\":false,\"precision\":1", "1,234,567.9"},
            {"\"autoscale\":false,\"precision\":0,\"custom_unit\":\"rows\"", "1,234,568 rows"},
            {"\"precision\":1", "1.2M"}
          }) {
        page = shown(visit, query.replace("{\"type\"", "{" + said[0] + ",\"type\""));
        assertThat(page.locator(".number output")).hasText(said[1]);
      }
    }
  }

  @Test
  @DisplayName("an axis is of one unit, in whole steps of it")
  void axes() {
    try (Visit visit = here.visit()) {
      Page page = shown(visit, lines("max:demo.hours{*}"));
      org.assertj.core.api.Assertions.assertThat(ticks(page))
          .hasSizeGreaterThan(2)
          .allMatch(tick -> tick.toString().matches("\\d+ h"));
      page = shown(visit, lines("trend_line(max:demo.hours{*})"));
      assertThat(page.locator(".legend b")).hasText(Pattern.compile("^2\\.\\d+ d$"));
      page = shown(visit, lines("max:demo.bytes{*}"));
      org.assertj.core.api.Assertions.assertThat(ticks(page))
          .hasSizeGreaterThan(2)
          .allMatch(tick -> tick.toString().matches("\\d+ GiB"));
      assertThat(page.locator(".legend b")).hasText(Pattern.compile("^8\\.3\\d GiB$"));
      page = shown(visit, lines("max:demo.large{*}"));
      org.assertj.core.api.Assertions.assertThat(ticks(page))
          .hasSizeGreaterThan(2)
          .allMatch(tick -> tick.toString().matches("0|[\\d.]+M"));
    }
  }

  @Test
  @DisplayName("a table has a row a group, sorted as it says, and a dash for what is unknown")
  void table() {
    try (Visit visit = here.visit()) {
      Page page =
          shown(
              visit,
              """
              {"type":"query_table","requests":[{"response_format":"scalar","queries":[
               {"name":"a","data_source":"metrics","query":"avg:demo.depth{*} by {queue}","aggregator":"last"},
               {"name":"b","data_source":"metrics","query":"avg:demo.depth{queue:a} by {queue}","aggregator":"max"}],
               "formulas":[{"formula":"a","alias":"Now"},{"formula":"b","alias":"Most of a"}],
               "sort":{"count":10,"order_by":[{"type":"formula","index":0,"order":"desc"}]}}]}
              """);
      assertThat(page.locator("thead th")).hasText(new String[] {"queue", "Now", "Most of a"});
      assertThat(page.locator("tbody tr"))
          .hasText(
              new Pattern[] {
                Pattern.compile("c\\s*40\\s*–"),
                Pattern.compile("b\\s*6\\s*–"),
                Pattern.compile("a\\s*2\\s*2")
              });
    }
  }

  @Test
  @DisplayName("a top list has the largest groups first")
  void toplist() {
    try (Visit visit = here.visit()) {
      Page page = shown(visit, scalar("toplist", "avg:demo.depth{*} by {queue}", ""));
      assertThat(page.locator(".top li b")).hasText(new String[] {"40", "6", "2"});
      assertThat(page.locator(".top li span")).hasText(new String[] {"c", "b", "a"});
    }
  }

  @Test
  @DisplayName("lines have a legend of their last values, and a file of all of them")
  void timeseries() throws IOException {
    try (Visit visit = here.visit()) {
      Page page =
          shown(
              visit,
              """
              {"type":"timeseries","title":"Lines","show_legend":true,"requests":[{"response_format":"timeseries",
               "queries":[{"name":"a","data_source":"metrics","query":"avg:demo.depth{*} by {queue}"}],
               "formulas":[{"formula":"a"}],"display_type":"line"}],
               "markers":[{"value":"y = 20","display_type":"error dashed","label":"too many"},
                {"value":"0 < y < 5","display_type":"ok"}]}
              """);
      assertThat(page.locator(".legend li")).hasText(new String[] {"a2", "b6", "c40"});
      assertThat(page.locator(".plot canvas")).isVisible();
      page.locator("metta-tile").hover();
      page.locator(".menu summary").click();
      Download file = page.waitForDownload(() -> page.getByText("Download as CSV").click());
      List<String> lines = Files.readAllLines(file.path());
      org.assertj.core.api.Assertions.assertThat(lines.getFirst()).isEqualTo("time,a,b,c");
      org.assertj.core.api.Assertions.assertThat(lines.getLast())
          .matches("2026-03-04T1[12]:\\d\\d:00.000Z,2,6,40");
      page.locator("metta-tile").hover();
      page.locator(".menu summary").click();
      Download picture = page.waitForDownload(() -> page.getByText("Download as PNG").click());
      java.awt.image.BufferedImage image = javax.imageio.ImageIO.read(picture.path().toFile());
      org.assertj.core.api.Assertions.assertThat(image.getWidth()).isGreaterThan(600);
      Files.copy(
          picture.path(),
          Path.of("target", "pictures", "exported.png"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  @DisplayName("a legend shows whole lines only, and never leaves its widget")
  void legends() {
    for (int i = 0; i < 30; i++) {
      here.push(
          "demo.many", "kind:kind-" + i, java.util.Map.of(Here.NOW.getEpochSecond() - 60, 1.0 + i));
    }
    // Which lines are cut by the box that they are in, or stand outside of the widget.
    String cut =
        """
        legend => {
          const box = legend.getBoundingClientRect();
          const tile = legend.closest('.body').getBoundingClientRect();
          const cut = [...legend.children].filter((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top < box.bottom - 2 && bottom > box.bottom + 2;
          }).length;
          return cut + (box.top < tile.top - 1 || box.bottom > tile.bottom + 1 ? 100 : 0);
        }
        """;
    try (Visit visit = here.visit()) {
      Page page = shown(visit, lines("avg:demo.many{*} by {kind}"));
      assertThat(page.locator(".legend li")).hasCount(30);
      org.assertj.core.api.Assertions.assertThat(page.locator(".legend").evaluate(cut))
          .isEqualTo(0);
      visit.picture("legend");
      page = shown(visit, scalar("sunburst", "avg:demo.many{*} by {kind}", ""));
      assertThat(page.locator(".legend li")).hasCount(30);
      org.assertj.core.api.Assertions.assertThat((Integer) page.locator(".legend").evaluate(cut))
          .isLessThan(100);
      visit.picture("legend-beside");
    }
  }

  @Test
  @DisplayName("the legend of counts says their sum, which the last of them is not")
  void sums() {
    java.util.TreeMap<Long, Double> counts = new java.util.TreeMap<>();
    for (int i = 1; i <= 24; i++) {
      counts.put(Here.NOW.getEpochSecond() - i * 600L, 2.0);
    }
    here.counts("demo.merges", "", counts);
    try (Visit visit = here.visit()) {
      Page page = shown(visit, lines("sum:demo.merges{*}.as_count()"));
      assertThat(page.locator(".legend b")).hasText("Σ 48");
      here.gauge(
          "demo.branches", "", Duration.ofDays(7), Duration.ofMinutes(30), ago -> 2 + ago % 2);
      unit("demo.branches", "commit");
      page = visit.open("/dashboard/" + here.widget(lines("avg:demo.branches{*}")) + "?live=1w");
      assertThat(page.locator(".legend b")).hasText(Pattern.compile("^⌀ 2\\.\\d+$"));
      assertThat(page.locator(".legend b"))
          .hasAttribute("title", Pattern.compile("a mean of the last 1 h, and no count"));
    }
  }

  @Test
  @DisplayName("a picture that is in the file itself is shown")
  void picture() {
    String dot =
        " data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    try (Visit visit = here.visit()) {
      Page page = shown(visit, "{\"type\":\"image\",\"url\":\"" + dot + "\"}");
      assertThat(page.locator("img.picture")).isVisible();
      assertThat(page.locator("img.picture")).hasJSProperty("naturalWidth", 1);
    }
  }

  @Test
  @DisplayName("every kind draws itself, and what cannot be drawn says why")
  void everyKind() throws IOException {
    String board =
        new String(
            WidgetsTest.class.getResourceAsStream("every-kind.json").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/" + here.dashboard(board));
      for (String kind :
          List.of(
              "timeseries",
              "query_value",
              "query_table",
              "toplist",
              "sunburst",
              "treemap",
              "heatmap",
              "distribution",
              "change",
              "scatterplot",
              "wildcard",
              "note")) {
        Locator tile = page.locator(".kind-" + kind).first();
        tile.scrollIntoViewIfNeeded();
        assertThat(tile).hasClass(Pattern.compile("is-drawn"));
        assertThat(tile.locator(".empty:visible")).hasCount(0);
      }
      assertThat(page.locator("metta-drawing")).hasAttribute("data-drawn", "yes");
      for (String kind : List.of("iframe", "image", "slo", "hostmap", "log_stream")) {
        Locator tile = page.locator(".kind-" + kind).first();
        tile.scrollIntoViewIfNeeded();
        assertThat(tile.locator(".empty b")).hasText(kind.replace('_', ' '));
        assertThat(tile.locator(".empty span")).not().isEmpty();
      }
      visit.picture("every-kind");
      page.keyboard().press("l");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      visit.picture("every-kind-dark");
    }
  }
}
