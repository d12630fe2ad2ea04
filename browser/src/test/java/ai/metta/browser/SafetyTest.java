// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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

/// What comes from data is text, whatever it says; and what goes wrong is said.
final class SafetyTest {
  private static final String HOSTILE = "<img src=x onerror=document.title='taken'>";

  @TempDir private static Path folder;
  private static Here here;

  @BeforeAll
  static void fill() {
    Chromium.browser();
    here = new Here(folder.resolve("store"));
    here.gauge(
        "demo.evil",
        "name:<img src=x onerror=document.title='taken'>",
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        _ -> 3);
  }

  @AfterAll
  static void close() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  @DisplayName("names, titles, notes and tags that are markup are shown, and run nothing")
  void hostile() {
    StringBuilder widgets = new StringBuilder();
    String[] kinds = {"timeseries", "toplist", "query_table", "sunburst", "treemap", "heatmap"};
    for (int i = 0; i < kinds.length; i++) {
      String format =
          kinds[i].equals("timeseries") || kinds[i].equals("heatmap") ? "timeseries" : "scalar";
      widgets.append(
          "{\"id\":%d,\"layout\":{\"x\":%d,\"y\":%d,\"width\":4,\"height\":3},\"definition\":{\"type\":\"%s\",\"title\":\"%s\",\"requests\":%s}},"
              .formatted(i + 1, i % 3 * 4, i / 3 * 3, kinds[i], HOSTILE, requests(format)));
    }
    widgets.append(
        """
        {"id":9,"layout":{"x":0,"y":6,"width":6,"height":3},"definition":{"type":"note","content":"hello <img src=x onerror=document.title='taken'> <script>document.title='taken'</script> [a](javascript:document.title='taken') <iframe src='/ui/frame'></iframe>"}}
        """);
    String id =
        here.dashboard(
            "{\"title\":\"%s\",\"layout_type\":\"ordered\",\"widgets\":[%s]}"
                .formatted(HOSTILE, widgets));
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/" + id + "?live=1h");
      assertThat(page.locator("metta-tile.is-drawn")).hasCount(7);
      assertThat(page.locator("h1")).hasText(HOSTILE);
      page.locator(".kind-timeseries .canvas").hover();
      assertThat(page.locator(".kind-timeseries .tip")).isVisible();
      assertThat(page.locator("main img, main script, main iframe")).hasCount(0);
      assertThat(page.locator(".note a")).not().hasAttribute("href", Pattern.compile("javascript"));
      assertThat(page).hasTitle(HOSTILE);
    }
  }

  @Test
  @DisplayName("a note that dresses itself is read without its dress, and nothing is complained of")
  void dressed() {
    String id =
        here.widget(
            """
            {"type":"note","content":"<p style='color:red' align=center>hello</p>\\n\\n<style>p{color:red}</style><a href='/dashboard/lists' onclick='a' title='all'>list</a> <img src=x onerror=alert(1)>\\n\\n1 < 2 `<p style=x>`\\n\\n<div\\nSTYLE = 'x'><b onmouseover=x>bold</b></div>"}
            """);
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/" + id);
      assertThat(page.locator(".note p").first()).hasText("hello");
      assertThat(page.locator(".note p").first()).hasAttribute("align", "center");
      assertThat(page.locator(".note a")).hasAttribute("title", "all");
      assertThat(page.locator(".note code")).hasText("<p style=x>");
      assertThat(page.locator(".note b")).hasText("bold");
      assertThat(page.locator(".note")).containsText("1 < 2");
      assertThat(page.locator(".note [style], .note [onclick], .note style, .note img"))
          .hasCount(0);
    }
  }

  @Test
  @DisplayName("a drawing that loads from an address says that it may not")
  void loading() {
    for (String specification :
        List.of(
            "{\"type\":\"vega-lite\",\"contents\":{\"data\":{\"url\":\"https://example.org/a.json\"},\"mark\":\"bar\",\"encoding\":{\"x\":{\"field\":\"a\"}}}}",
            "{\"type\":\"vega\",\"contents\":{\"data\":[{\"name\":\"t\",\"url\":\"https://example.org/a.json\"}],\"marks\":[]}}")) {
      String id =
          here.widget(
              "{\"type\":\"wildcard\",\"title\":\"Evil\",\"requests\":[],\"specification\":%s}"
                  .formatted(specification));
      try (Visit visit = here.visit()) {
        Page page = visit.open("/dashboard/" + id);
        assertThat(page.locator("metta-drawing p"))
            .containsText(
                "it loads https://example.org/a.json, and nothing is loaded from addresses here");
      }
    }
  }

  @Test
  @DisplayName("a file that is hardly a dashboard says what it lacks, and so does an address")
  void odd() throws IOException {
    Path files = Files.createDirectories(folder.resolve("odd"));
    Files.writeString(files.resolve("none.json"), "{\"title\":\"None\"}");
    Files.writeString(
        files.resolve("odd.json"),
        """
        {"title":5,"template_variables":{"a":1},"widgets":[null,3,[],{"definition":null},{"definition":{"title":"Nameless"}},
         {"definition":{"type":"timeseries","title":{"a":1},"requests":null}},{"definition":{"type":"toplist","requests":[{"queries":[null]}]}},
         {"definition":{"type":"group","title":"G","widgets":null}},{"definition":{"type":"scatterplot"}},{"definition":{"type":"wildcard"}},
         {"definition":{"type":"note"}},{"layout":{"x":"a","y":-3,"width":99,"height":0},"definition":{"type":"timeseries","time":"x","markers":5,
          "custom_links":7,"events":{},"requests":[{"q":"avg:demo.evil{*}"}]}}]}
        """);
    here.server().pages().preview(files);
    try (Visit visit = here.visit()) {
      Page page = visit.open("/preview/none.json");
      assertThat(page.locator("main")).containsText("no list of \"widgets\": that is nothing");
      visit.open("/preview/odd.json");
      assertThat(page.locator("h1")).containsText("5");
      assertThat(page.locator("metta-tile.is-drawn")).hasCount(12);
      assertThat(page.locator("metta-tile canvas")).hasCount(1);
      assertThat(page.locator(".empty.bad:visible")).hasCount(0);
      assertThat(page.locator("main")).containsText("widget 1 of the file is null, and no widget");
      assertThat(page.locator("main")).containsText("\"Nameless\" has no \"type\"");
      assertThat(page.locator("main")).containsText("the group has no list of \"widgets\"");
      visit.picture("odd");
      visit.open("/dashboard/%E0");
      assertThat(page.locator("main.bad")).containsText("/dashboard/%E0 cannot be read");
      page.locator("main a").click();
      assertThat(page.locator("main")).containsText("No dashboards yet");
    }
  }

  private static String requests(String format) {
    return """
    [{"response_format":"%s","queries":[{"name":"a","data_source":"metrics","query":"avg:demo.evil{*} by {name}"}],
      "formulas":[{"formula":"a","alias":"%s"}]}]
    """
        .formatted(format, HOSTILE);
  }

  @Test
  @DisplayName(
      "a server that goes away is told, what was shown stays, and it is asked again when back")
  void gone() {
    String id =
        here.widget(
            """
            {"type":"query_value","title":"Evil","requests":[{"response_format":"scalar",
             "queries":[{"name":"a","data_source":"metrics","query":"max:demo.evil{*}","aggregator":"max"}],"formulas":[{"formula":"a"}]}]}
            """);
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/" + id + "?live=1h");
      assertThat(page.locator(".number output")).hasText("3");
      here.restart(() -> {
        page.keyboard().press("r");
        assertThat(page.locator(".gone")).isVisible();
        assertThat(page.locator("metta-tile")).hasClass(Pattern.compile("is-old"));
        assertThat(page.locator(".number output")).hasText("3");
      });
      assertThat(page.locator(".gone")).hasCount(0);
      assertThat(page.locator("metta-tile")).not().hasClass(Pattern.compile("is-old"));
      assertThat(page.locator(".number output")).hasText("3");
      visit.expecting(said -> assertThat(said).allMatch(one -> one.contains("ERR_")));
    }
  }

  @Test
  @DisplayName(
      "a file of a dashboard is shown as it is now, a broken one is told, and none beside them is read")
  void previews() throws IOException {
    Path files = Files.createDirectories(folder.resolve("boards"));
    Files.writeString(folder.resolve("secret.json"), "{\"title\":\"secret\",\"widgets\":[]}");
    Files.createSymbolicLink(files.resolve("linked.json"), folder.resolve("secret.json"));
    Path file = files.resolve("mine.json");
    Files.writeString(
        file,
        """
        {"title":"First","widgets":[{"definition":{"type":"note","content":"one"}},{"definition":{"type":"quantum_leap","title":"Unheard of"}}]}
        """);
    here.server().pages().preview(files);
    try (Visit visit = here.visit()) {
      Page page = visit.open("/preview");
      assertThat(page.locator(".lists li")).hasCount(1);
      page.locator(".lists li a").click();
      assertThat(page.locator("h1")).containsText("First");
      assertThat(page.locator(".kind-quantum_leap .empty")).containsText("not drawn locally");
      Files.writeString(
          file,
          "{\"title\":\"Second\",\"widgets\":[{\"definition\":{\"type\":\"note\",\"content\":\"two\"}}]}");
      assertThat(page.locator("h1")).containsText("Second");
      assertThat(page.locator(".note")).hasText("two");
      Files.writeString(file, "{\"title\":\"Third\",");
      assertThat(page.locator(".banner")).containsText("mine.json");
      assertThat(page.locator(".banner")).containsText("line 1");
      assertThat(page.locator("h1")).containsText("Second");
      for (String path : List.of("linked.json", "%2e%2e%2fsecret.json")) {
        visit.open("/preview/" + path);
        assertThat(page.locator("body")).containsText(Pattern.compile("No file|Not found"));
      }
      visit.expecting(said -> assertThat(said).allMatch(one -> one.contains("404")));
    }
  }
}
