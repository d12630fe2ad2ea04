// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader does with a dashboard: narrow it, move in time, follow links, share it.
final class BoardTest {
  private static final String BOARD =
      """
      {"title":"Work: queues","layout_type":"ordered",
       "template_variables":[{"name":"queue","prefix":"queue","defaults":["*"]}],
       "widgets":[
        {"id":1,"layout":{"x":0,"y":0,"width":12,"height":5},"definition":{"type":"group","layout_type":"ordered","title":"Of $queue","widgets":[
         {"id":2,"layout":{"x":0,"y":0,"width":3,"height":2},"definition":{"type":"query_value","title":"Depth","requests":[{"response_format":"scalar",
          "queries":[{"name":"a","data_source":"metrics","query":"max:demo.depth{$queue}","aggregator":"max"}],"formulas":[{"formula":"a"}]}],
          "custom_links":[{"label":"All boards","link":"/dashboard/lists"},{"label":"Wrong","link":"javascript:alert(1)"}]}},
         {"id":3,"layout":{"x":3,"y":0,"width":4,"height":2},"definition":{"type":"timeseries","title":"Left","requests":[{"response_format":"timeseries",
          "queries":[{"name":"a","data_source":"metrics","query":"avg:demo.depth{$queue} by {queue}"}],"formulas":[{"formula":"a"}]}]}},
         {"id":4,"layout":{"x":7,"y":0,"width":4,"height":2},"definition":{"type":"timeseries","title":"Right","requests":[{"response_format":"timeseries",
          "queries":[{"name":"a","data_source":"metrics","query":"max:demo.depth{$queue}"}],"formulas":[{"formula":"a"}]}]}}]}}]}
      """;

  @TempDir private static Path folder;
  private static Here here;
  private static String address;

  @BeforeAll
  static void fill() {
    Chromium.browser();
    here = new Here(folder);
    // Each value is how many hours ago it was, so that the largest tells how far back one asked.
    here.gauge("demo.depth", "queue:a", Duration.ofDays(3), Duration.ofHours(1), ago -> ago);
    here.gauge("demo.depth", "queue:b", Duration.ofDays(3), Duration.ofHours(1), ago -> ago + 100);
    address = "/dashboard/" + here.dashboard(BOARD) + "/work-queues";
  }

  @AfterAll
  static void close() {
    if (here != null) {
      here.close();
    }
  }

  private static Locator number(Page page) {
    return page.locator(".number output");
  }

  @Test
  @DisplayName("choosing a value of a variable narrows every query, and the address keeps it")
  void variables() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address + "?live=1d");
      assertThat(page.locator(".group h2")).hasText("Of *");
      assertThat(number(page)).hasText("124");
      page.locator("metta-choice summary").click();
      assertThat(page.locator("metta-choice li").nth(2)).isVisible();
      page.locator("metta-choice li label").nth(1).click();
      assertThat(page.locator(".group h2")).hasText("Of a");
      assertThat(number(page)).hasText("24");
      assertThat(page).hasURL(Pattern.compile("live=1d&tpl_var_queue=a$"));
      page.reload();
      assertThat(page.locator("metta-choice summary b")).hasText("a");
      assertThat(number(page)).hasText("24");
      page.goBack();
      page.locator("metta-choice summary").click();
      page.locator("metta-choice input[type=search]").fill("a,b");
      page.keyboard().press("Enter");
      assertThat(page.locator(".group h2")).hasText("Of a, b");
      assertThat(number(page)).hasText("124");
    }
  }

  @Test
  @DisplayName("the span is one that moves, one that is typed, or one from here to there")
  void spans() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address + "?live=1d");
      assertThat(number(page)).hasText("124");
      page.keyboard().press("t");
      page.locator(".when li", new Page.LocatorOptions().setHasText("Past 2 days")).click();
      assertThat(number(page)).hasText("148");
      assertThat(page).hasURL(Pattern.compile("live=2d"));
      page.keyboard().press("t");
      page.locator(".when input[name=live]").fill("6h");
      page.keyboard().press("Enter");
      assertThat(number(page)).hasText("106");
      page.keyboard().press("t");
      page.locator(".when input[name=live]").fill("soon");
      page.keyboard().press("Enter");
      assertThat(page.locator(".when .bad")).containsText("\"soon\" is no span");
      page.keyboard().press("Escape");
      page.keyboard().press("[");
      assertThat(number(page)).hasText("112");
      assertThat(page).hasURL(Pattern.compile("from_ts=1772582400000&to_ts=1772604000000"));
      page.keyboard().press("]");
      assertThat(page).hasURL(Pattern.compile("from_ts|live=6h"));
      page.goBack();
      assertThat(page).hasURL(Pattern.compile("from_ts=1772582400000"));
    }
  }

  @Test
  @DisplayName("what is dragged over becomes the span, and the pointer is seen on the other charts")
  void cursor() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address + "?live=1d");
      Locator left = page.locator("[data-id='3'] .canvas");
      assertThat(left).isVisible();
      BoundingBox box = left.boundingBox();
      page.mouse().move(box.x + box.width / 2, box.y + 40);
      assertThat(page.locator("[data-id='4'] .cursor")).isVisible();
      assertThat(page.locator("[data-id='3'] .cursor")).isHidden();
      page.mouse().down();
      page.mouse().move(box.x + box.width * 3 / 4, box.y + 40);
      assertThat(page.locator("[data-id='3'] .dragged")).isVisible();
      page.mouse().up();
      assertThat(page).hasURL(Pattern.compile("from_ts=\\d+&to_ts=\\d+"));
    }
  }

  @Test
  @DisplayName("a widget fills the page by key and by address, and goes back")
  void fullScreen() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address + "?live=1d");
      assertThat(page.locator("metta-tile")).hasCount(3);
      page.locator("[data-id='3']").hover();
      page.keyboard().press("f");
      assertThat(page.locator("metta-tile")).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("fullscreen_widget=3"));
      visit.picture("full-screen");
      page.reload();
      assertThat(page.locator("metta-tile")).hasCount(1);
      page.keyboard().press("f");
      assertThat(page.locator("metta-tile")).hasCount(3);
    }
  }

  @Test
  @DisplayName("a widget's links lead where a page may lead only")
  void links() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address);
      page.locator("[data-id='2']").hover();
      page.locator("[data-id='2'] .menu summary").click();
      assertThat(page.getByText("Wrong")).hasAttribute("href", "#");
      page.getByText("All boards").click();
      assertThat(page.locator("h1")).hasText("Dashboards");
      page.locator(".lists li a").last().click();
      assertThat(page.locator("h1")).hasText("Work: queues");
    }
  }

  @Test
  @DisplayName("a board is found by its title as links have it, and one that is not there is said")
  void found() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/work-queues");
      assertThat(page.locator("h1")).hasText("Work: queues");
      visit.open("/dashboard/nothing-here");
      assertThat(page.locator("main.bad")).containsText("no dashboard nothing-here");
      page.locator("main.bad a").click();
      assertThat(page.locator("h1")).hasText("Dashboards");
    }
  }

  @Test
  @DisplayName(
      "a span of a widget's own is asked for by its own clock, and what is empty soon again")
  void clocks() {
    String id =
        here.dashboard(
            """
            {"title":"Clocks","layout_type":"ordered","widgets":[
             {"id":1,"definition":{"type":"query_value","title":"Own","time":{"live_span":"4h"},"requests":[{"q":"max:demo.depth{queue:a}","aggregator":"max"}]}},
             {"id":2,"definition":{"type":"query_value","title":"Of the page","requests":[{"q":"max:demo.depth{queue:b}","aggregator":"max"}]}},
             {"id":3,"definition":{"type":"query_value","title":"Nothing yet","requests":[{"q":"max:demo.later{*}","aggregator":"max"}]}}]}
            """);
    try (Visit visit = here.visit().held(Here.NOW)) {
      List<String> asked = new ArrayList<>();
      visit
          .page()
          .onRequest(request -> {
            if (request.url().contains("/ui/query?")) {
              asked.add(
                  request
                      .url()
                      .replaceAll(".*query=max%3Ademo\\.(\\w+)%7B(?:queue%3A)?(.*)%7D.*", "$1 $2"));
            }
          });
      Page page = visit.open("/dashboard/" + id + "?live=1w");
      assertThat(page.locator("metta-tile.is-drawn")).hasCount(3);
      assertThat(page.locator("[data-id='3'] .empty")).containsText("no metric demo.later");
      asked.clear();
      here.gauge("demo.later", "", Duration.ofHours(1), Duration.ofMinutes(1), _ -> 7);
      visit.later(Duration.ofSeconds(21));
      assertThat(page.locator("[data-id='3'] output")).hasText("7");
      visit.later(Duration.ofSeconds(21));
      page.waitForCondition(() -> asked.stream().filter("depth a"::equals).count() == 2);
      org.assertj.core.api.Assertions.assertThat(asked).doesNotContain("depth b");
      visit.later(Duration.ofMinutes(5));
      page.waitForCondition(() -> asked.contains("depth b"));
    }
  }

  @Test
  @DisplayName("an address that says no span, or names no widget, is told")
  void addresses() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address + "?live=banana&fullscreen_widget=99");
      assertThat(page.locator(".banner").first()).containsText("live=banana is no span");
      assertThat(page.locator(".banner").last()).containsText("no widget 99");
      visit.open(address + "?from_ts=9&to_ts=8");
      assertThat(page.locator(".banner")).containsText("from_ts=9 to_ts=8 is no span");
      visit.open(address + "?live=1d");
      assertThat(number(page)).hasText("124");
      assertThat(page.locator(".banner")).hasCount(0);
    }
  }

  @Test
  @DisplayName("a link of a note to another board keeps the span and what is chosen")
  void carried() {
    String note =
        here.dashboard(
            """
            {"title":"A note","layout_type":"ordered","widgets":[{"id":1,"definition":{"type":"note","content":"[board](%s) [own](/dashboard/x?live=2d) [lists](/dashboard/lists)"}}]}
            """
                .formatted(address));
    try (Visit visit = here.visit()) {
      Page page = visit.open("/dashboard/" + note + "?live=6h&tpl_var_queue=a");
      assertThat(page.locator(".note a").nth(1))
          .hasAttribute("href", "/dashboard/x?live=2d&tpl_var_queue=a");
      assertThat(page.locator(".note a").nth(2)).hasAttribute("href", "/dashboard/lists");
      page.locator(".note a").first().click();
      assertThat(page).hasURL(Pattern.compile(address + "\\?live=6h&tpl_var_queue=a$"));
      assertThat(number(page)).hasText("6");
    }
  }

  @Test
  @DisplayName("what opens under a word shows all of its words, on a telephone too")
  void open() {
    here.gauge(
        "demo.long",
        "queue:a-queue-with-quite-a-long-name-of-its-own",
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        _ -> 1);
    String inside =
        "forms => forms.every(form => [...form.querySelectorAll('button, li label, input')].every(one => {"
            + "const [a, b] = [one.getBoundingClientRect(), form.getBoundingClientRect()];"
            + "return !a.width || a.left >= b.left && a.right <= b.right && a.right <= innerWidth && one.scrollWidth <= one.clientWidth + 1; }))";
    try (Visit visit = here.visit()) {
      for (int width : new int[] {1280, 420}) {
        visit.page().setViewportSize(width, 800);
        Page page = visit.open(address);
        assertThat(number(page)).isVisible();
        page.keyboard().press("t");
        assertThat(page.locator(".when form")).isVisible();
        org.assertj.core.api.Assertions.assertThat(page.locator(".when form").evaluateAll(inside))
            .isEqualTo(true);
        page.locator("metta-choice summary").click();
        assertThat(page.locator("metta-choice li")).hasCount(4);
        org.assertj.core.api.Assertions.assertThat(
                page.locator("metta-choice form").evaluateAll(inside))
            .isEqualTo(true);
        visit.picture("choice-" + width);
      }
    }
  }

  @Test
  @DisplayName("keys are listed by ?, and light or dark is kept")
  void keys() {
    try (Visit visit = here.visit()) {
      Page page = visit.open(address);
      assertThat(number(page)).isVisible();
      page.keyboard().press("?");
      assertThat(page.locator("dialog")).isVisible();
      assertThat(page.locator("dialog tr")).not().hasCount(0);
      page.keyboard().press("Escape");
      page.keyboard().press("l");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      page.reload();
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(number(page)).isVisible();
      visit.picture("dark");
    }
  }
}
