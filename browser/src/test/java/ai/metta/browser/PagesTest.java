// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ai.metta.server.ui.Host;
import ai.metta.server.web.Refusal;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages beside dashboards: health, collectors, monitors, metrics.
final class PagesTest {
  /// A host whose answers are written down.
  private static final class Written implements Host {
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public String collectors() {
      return """
      [{"name":"github","status":"partial","last_run":"2026-03-04T11:58:00Z","age_seconds":120,"duration_seconds":12.34,"metric_count":30,"series_count":88,"error_count":3,"schedule":"*/15 * * * *","next_run":"2026-03-04T12:15:00Z","reason":"3 failed"},
       {"name":"asana","status":"unknown","last_run":null,"age_seconds":null,"duration_seconds":null,"metric_count":null,"series_count":null,"error_count":null,"schedule":"0 */6 * * *","next_run":null,"reason":"not configured"}]
      """;
    }

    @Override
    public String latest(String collector) {
      if (!collector.equals("github")) {
        throw new Refusal(404, collector + " did not run since this server was started");
      }
      return """
      {"version":1,"as_of":"2026-03-04T11:58:00Z","collectors":[{"name":"github","status":"partial","duration_seconds":12.34,"metric_count":30,"series_count":88,"error_count":1,
       "outcomes":[{"metric":"github.reviews.avg","tags":["repo:a/b"],"outcome":"absent","reason":"no pull request was merged"},
                   {"metric":"github.reviews.p90","tags":["repo:a/b"],"outcome":"absent","reason":"no pull request was merged"},
                   {"metric":"github.prs.open","tags":["repo:a/b"],"outcome":"failed","reason":"502 Bad Gateway"}]}]}
      """;
    }

    @Override
    public String run(String collector) {
      runs.incrementAndGet();
      return """
      {"version":1,"collectors":[{"name":"github","status":"partial","duration_seconds":1.5,"metric_count":29,"series_count":80,"error_count":1,
       "outcomes":[{"metric":"github.prs.open","tags":["repo:a/b"],"outcome":"failed","reason":"<b>403</b> Forbidden"}]}]}
      """;
    }

    @Override
    public String health() {
      return """
      [{"area":"ci","check":"pr_cycle_time","title":"PR cycle time","days":[%s]},
       {"area":"eval","check":"remote_duration","title":"Remote eval – duration","days":[%s]}]
      """
          .formatted(
              day("0.9") + "," + day("0.5") + "," + day("0.1"),
              day("null") + "," + day("null") + "," + day("0.7"));
    }

    private static String day(String fom) {
      return """
      {"from":"2026-03-03T12:00:00Z","until":"2026-03-04T12:00:00Z","fom":%s,"reason":%s}
      """
          .formatted(fom, fom.equals("null") ? "\"eval did not run\"" : "null");
    }

    @Override
    public String explain(String row) {
      if (!row.equals("ci.pr_cycle_time")) {
        throw new Refusal(404, "no row " + row);
      }
      return """
      {"area":"ci","check":"pr_cycle_time","title":"PR cycle time","fom":0.1,"colour":"red","reason":null,"value":67.2,"value_at":"2026-03-04T11:58:00Z","age_seconds":120,"metric":"github.prs.cycle_time_p90_hours","unit":"hour","target":"< 48","bad_at":72,"good_at":24,"green_at":38.4,"freshness_seconds":5400,"collector":"github","source":"GraphQL repository.pullRequests"}
      """;
    }

    @Override
    public String monitors() {
      return """
      {"states":[{"id":%d,"state":"Alert","value":48.0,"reason":"48 > 40"},{"id":%d,"state":"No Data"}]}
      """
          .formatted(monitor, silent);
    }

    @Override
    public String metric(String name) {
      return "{\"name\":\"" + name + "\",\"collector\":\"demo\",\"target\":\"< 40\"}";
    }

    @Override
    public String cost(String metric) {
      return "{\"total\":{\"series_usd_per_month\":0.15}}";
    }
  }

  @TempDir private static Path folder;
  private static Here here;
  private static long monitor;
  private static long silent;
  private static final Written HOST = new Written();

  @BeforeAll
  static void fill() {
    Chromium.browser();
    here = new Here(folder);
    here.gauge("demo.depth", "queue:a", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 48);
    here.gauge("demo.depth", "queue:b", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 8);
    here.gauge("demo.other", "", Duration.ofHours(4), Duration.ofMinutes(1), _ -> 1);
    String made =
        here.post(
            "/api/v1/monitor",
            """
            {"name":"Depth of queues","type":"metric alert","query":"avg(last_5m):max:demo.depth{*} > 40","message":"**Deep** <script>document.title='taken'</script>","tags":["team:demo"],
             "options":{"thresholds":{"critical":40}}}
            """);
    monitor = id(made);
    silent =
        id(
            here.post(
                "/api/v1/monitor",
                """
                {"name":"Nobody","type":"metric alert","query":"avg(last_5m):max:demo.nobody{*} > 40","message":"","tags":[],
                 "options":{"thresholds":{"critical":40}}}
                """));
    here.server().pages().host(HOST);
  }

  private static long id(String made) {
    return Long.parseLong(made.replaceAll("(?s).*?\"id\":(\\d+).*", "$1"));
  }

  @AfterAll
  static void close() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  @DisplayName("the grid of health has a cell a day, grey where unknown, and explains a row")
  void health() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/health");
      assertThat(page.locator("tr .cell.green")).hasText(new String[] {"0.90", "0.70"});
      assertThat(page.locator("tr .cell.yellow")).hasText(new String[] {"0.50"});
      assertThat(page.locator("tr .cell.red")).hasText(new String[] {"0.10"});
      assertThat(page.locator("tr .cell.unknown").first())
          .hasAttribute("title", "eval did not run");
      page.getByText("PR cycle time").click();
      assertThat(page.locator(".why h2")).hasText("PR cycle time");
      assertThat(page.locator(".why dl")).containsText("67.2 hour, 2 min ago");
      assertThat(page.locator(".why dl")).containsText("0 at 72 hour, 1 at 24 hour");
      assertThat(page.locator(".why circle")).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("/health#ci.pr_cycle_time$"));
      assertThat(page.locator("thead th")).hasText(new String[] {"Figure", "−2d", "−1d", "0d"});
      assertThat(page.locator(".why dl")).containsText("1 h 30 min after it was measured");
      visit.picture("health");
      page.reload();
      assertThat(page.locator(".why h2")).hasText("PR cycle time");
    }
  }

  @Test
  @DisplayName("collectors show their last run, and one that is run now tells what failed and why")
  void collectors() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/collectors");
      assertThat(page.locator("tbody tr")).hasCount(2);
      assertThat(page.locator("tbody tr").first()).containsText("2 min ago");
      assertThat(page.locator("tbody tr").last()).containsText("not configured");
      page.locator("button", new Page.LocatorOptions().setHasText("Run now")).first().click();
      assertThat(page.locator(".came")).containsText("29 metrics");
      assertThat(page.locator(".came p")).hasText("failed <b>403</b> Forbidden");
      assertThat(page.locator(".came li")).hasText("github.prs.open repo:a/b");
      org.assertj.core.api.Assertions.assertThat(HOST.runs.get()).isEqualTo(1);
      visit.picture("collectors");
    }
  }

  @Test
  @DisplayName("on a telephone each page is as wide as it, and what is wider is scrolled to")
  void telephone() {
    try (Visit visit = here.visit()) {
      Page page = visit.page();
      page.setViewportSize(420, 800);
      for (String path :
          new String[] {
            "/health", "/collectors", "/monitors", "/metric/explorer", "/dashboard/lists"
          }) {
        visit.open(path);
        assertThat(page.locator("main:not(.loading)")).isVisible();
        visit.picture("telephone" + path.replace('/', '-'));
        org.assertj.core.api.Assertions.assertThat(
                page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as(path)
            .isEqualTo(true);
      }
      visit.open("/collectors");
      Locator button =
          page.locator("button", new Page.LocatorOptions().setHasText("Run now")).first();
      assertThat(button)
          .isInViewport(
              new com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions()
                  .setRatio(1));
      visit.open("/health");
      assertThat(page.locator(".cell").first()).isInViewport();
      org.assertj.core.api.Assertions.assertThat(
              page.locator(".grid-of-health").evaluate("one => one.scrollWidth > one.clientWidth"))
          .isEqualTo(true);
    }
  }

  @Test
  @DisplayName(
      "a collector's name opens what its newest run came to, failures first, each reason once")
  void outcomes() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/collectors");
      page.locator("button.quiet").first().click();
      assertThat(page.locator(".came")).containsText("30 metrics, 88 series");
      assertThat(page.locator(".came p"))
          .hasText(new String[] {"failed 502 Bad Gateway", "absent no pull request was merged"});
      assertThat(page.locator(".came ul").last().locator("li"))
          .hasText(new String[] {"github.reviews.avg repo:a/b", "github.reviews.p90 repo:a/b"});
      page.locator("button.quiet").first().click();
      assertThat(page.locator(".came")).hasCount(0);
      page.locator("button.quiet").last().click();
      assertThat(page.locator(".came")).hasText("asana did not run since this server was started");
    }
  }

  @Test
  @DisplayName(
      "monitors show their state, the worst first, and their message without what could run")
  void monitors() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/monitors/" + monitor);
      assertThat(page.locator(".monitors mark")).hasText(new String[] {"Alert", "No Data"});
      page.locator("summary").last().click();
      assertThat(page.locator(".monitors details").last())
          .containsText("no metric demo.nobody in the last month");
      assertThat(page.locator(".monitors .note strong")).hasText("Deep");
      assertThat(page.locator("main script")).hasCount(0);
      page.locator("input[type=search]").fill("nothing");
      assertThat(page.locator(".monitors li")).hasCount(0);
      page.locator("input[type=search]").fill("team:demo");
      assertThat(page.locator(".monitors li")).hasCount(1);
      visit.picture("monitors");
    }
  }

  @Test
  @DisplayName("the explorer completes a query, draws it, and tells what is known of its metric")
  void explorer() {
    try (Visit visit = here.visit()) {
      Page page = visit.open("/metric/explorer");
      assertThat(page.locator(".names li")).hasText(new String[] {"demo.depth", "demo.other"});
      page.locator(".query input").pressSequentially("avg:dep");
      assertThat(page.locator(".offer li")).hasText(new String[] {"demo.depth"});
      page.keyboard().press("Tab");
      assertThat(page.locator(".query input")).hasValue("avg:demo.depth{*}");
      page.locator(".query input").fill("avg:demo.depth{queue:");
      assertThat(page.locator(".offer li")).hasText(new String[] {"queue:a", "queue:b"});
      page.locator(".offer li button").last().click();
      assertThat(page.locator(".query input")).hasValue("avg:demo.depth{queue:b");
      page.locator(".query input").pressSequentially("}");
      page.keyboard().press("Enter");
      assertThat(page.locator(".drawn canvas")).isVisible();
      assertThat(page.locator(".about")).containsText("2 ever");
      assertThat(page.locator(".about")).containsText("$0.15 a month");
      assertThat(page.locator(".about")).containsText("queue a b");
      assertThat(page).hasURL(Pattern.compile("query=avg%3Ademo.depth%7Bqueue%3Ab%7D"));
      visit.picture("explorer");
      page.locator(".query input").fill("avg:demo.depth{");
      page.keyboard().press("Enter");
      assertThat(page.locator(".drawn .empty.bad")).isVisible();
      visit.expecting(said ->
          org.assertj.core.api.Assertions.assertThat(said).allMatch(one -> one.contains("400")));
    }
  }

  @Test
  @DisplayName("a server without a host says so, rather than showing nothing")
  void noHost(@TempDir Path other) {
    try (Here alone = new Here(other);
        Visit visit = alone.visit()) {
      for (String path : new String[] {"/health", "/collectors"}) {
        Page page = visit.open(path);
        assertThat(page.locator("main.bad")).containsText("runs no collectors");
      }
      Page page = visit.open("/dashboard/lists");
      assertThat(page.locator("main")).containsText("No dashboards yet");
      visit.open("/monitors");
      assertThat(page.locator("main")).containsText("No monitors yet");
      visit.expecting(said ->
          org.assertj.core.api.Assertions.assertThat(said).allMatch(one -> one.contains("404")));
    }
  }
}
