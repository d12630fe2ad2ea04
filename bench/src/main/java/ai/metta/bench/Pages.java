// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long somebody waits who starts the demo and looks at it in the Chromium of this machine: for
/// the address, the first chart, each page, and the roll-up's next answer.
///
/// Arguments: the repository's root.
public final class Pages {
  private static final int STARTS = 3;
  private static final int VISITS = 7;
  private static final int REFRESHES = 21;

  /// The roll-up's address, behind the server's.
  private static final String ROLL_UP = "/dashboard/system-health-rollup";

  /// What a page's own clock says of it: when its content stood, and when the last answer was in
  /// and the last change drawn, with nothing under way for a fifth of a second since.
  private static final String WATCH =
      """
      (() => {
        const seen = { underWay: 0, answered: 0, changed: 0, content: 0, longest: 0 };
        const own = window.fetch;
        window.fetch = (...request) => {
          seen.underWay++;
          return own(...request).finally(() => { seen.underWay--; seen.answered = performance.now(); });
        };
        new PerformanceObserver((tasks) => tasks.getEntries().forEach((one) => {
          seen.longest = Math.max(seen.longest, one.duration);
        })).observe({ type: 'longtask', buffered: true });
        const changed = () => {
          seen.changed = performance.now();
          if (!seen.content && document.querySelector('main:not(.loading)')) seen.content = seen.changed;
        };
        new MutationObserver(changed).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
        window.seen = seen;
        window.settled = async (since) => {
          for (;;) {
            await new Promise((next) => setTimeout(next, 10));
            const last = Math.max(seen.answered, seen.changed);
            if (!seen.underWay && last > since && performance.now() - last > 200) return last;
          }
        };
      })()
      """;

  /// From a key to the last thing that it changed.
  private static final String PRESSED =
      """
      async (key) => {
        const start = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        return await window.settled(start) - start;
      }
      """;

  private Pages() {}

  /// How long a page took.
  ///
  /// @param content until its own content stood, in milliseconds, as all of these
  /// @param settled until all had been answered and drawn
  /// @param key until a key was answered then
  /// @param longest the longest that it did not listen
  private record Visit(double content, double settled, double key, double longest) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    System.out.println(Machine.described());
    try (Playwright driver =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            driver
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(
                            Path.of(
                                Objects.requireNonNullElse(
                                    System.getenv("CHROMIUM"), "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
      System.out.println("Chromium " + browser.version());
      System.out.println();
      starts(root, browser);
      try (Demo demo = Demo.start(root)) {
        System.out.println();
        visits(browser, demo.server());
        System.out.println();
        refreshes(browser, demo.server());
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void starts(Path root, Browser browser) throws IOException, InterruptedException {
    List<Double> addresses = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Double> grids = new ArrayList<>();
    for (int start = 0; start <= STARTS; start++) {
      System.err.println("pages: start " + start + " of " + STARTS);
      try (Demo demo = Demo.start(root);
          BrowserContext visitor = visitor(browser)) {
        Page page = visitor.newPage();
        page.navigate(demo.address());
        page.locator(".kind-query_value.is-drawn").first().waitFor();
        double value = demo.secondsUntilNow();
        page.locator(".kind-query_table.is-drawn").first().waitFor();
        double grid = demo.secondsUntilNow();
        if (start > 0) {
          addresses.add(demo.seconds());
          values.add(value);
          grids.add(grid);
        }
      }
    }
    System.out.println("| from `./metta demo` to | median s | worst s |");
    System.out.println("|---|---|---|");
    row("its address, with the first values stored", addresses, "%.1f");
    row("the first figure drawn", values, "%.1f");
    row("the grid of 25 rows and 7 days drawn", grids, "%.1f");
  }

  private static void visits(Browser browser, String server) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("list of dashboards", "/dashboard/lists");
    pages.put("System Health Rollup", ROLL_UP);
    pages.put("GitHub CI/CD", "/dashboard/github-cicd");
    pages.put("Health", "/health");
    pages.put("Collectors", "/collectors");
    pages.put("Monitors", "/monitors");
    pages.put("Metrics", "/metric/explorer");
    System.out.println("| page | content ms | settled ms | key ms | longest task ms |");
    System.out.println("|---|---|---|---|---|");
    pages.forEach((name, path) -> {
      System.err.println("pages: " + name);
      List<Visit> all = new ArrayList<>();
      for (int visit = 0; visit <= VISITS; visit++) {
        Visit one = visit(browser, server + path);
        if (visit > 0) {
          all.add(one);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f | %.0f | %.0f |%n",
          name,
          median(all.stream().map(Visit::content).toList()),
          median(all.stream().map(Visit::settled).toList()),
          median(all.stream().map(Visit::key).toList()),
          median(all.stream().map(Visit::longest).toList()));
    });
  }

  /// By somebody who was never there: nothing is in the browser's cache.
  private static Visit visit(Browser browser, String address) {
    try (BrowserContext visitor = visitor(browser)) {
      Page page = visitor.newPage();
      page.navigate(address);
      double settled = number(page.evaluate("window.settled(0)"));
      double content = number(page.evaluate("window.seen.content"));
      double longest = number(page.evaluate("window.seen.longest"));
      return new Visit(content, settled, number(page.evaluate(PRESSED, "?")), longest);
    }
  }

  private static void refreshes(Browser browser, String server) {
    System.out.println("| the roll-up asked anew | median ms | worst ms |");
    System.out.println("|---|---|---|");
    for (String live : List.of("1w", "1mo")) {
      System.err.println("pages: the roll-up over " + live);
      List<Double> all = new ArrayList<>();
      try (BrowserContext visitor = visitor(browser)) {
        Page page = visitor.newPage();
        page.navigate(server + ROLL_UP + "?live=" + live);
        page.evaluate("window.settled(0)");
        for (int refresh = 0; refresh <= REFRESHES; refresh++) {
          double one = number(page.evaluate(PRESSED, "r"));
          if (refresh > 0) {
            all.add(one);
          }
        }
      }
      row("over " + live, all, "%.0f");
    }
  }

  private static BrowserContext visitor(Browser browser) {
    BrowserContext visitor =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 960));
    visitor.addInitScript(WATCH);
    return visitor;
  }

  private static double number(Object evaluated) {
    return ((Number) evaluated).doubleValue();
  }

  private static void row(String name, List<Double> all, String format) {
    System.out.printf(
        Locale.ROOT,
        "| %s | " + format + " | " + format + " |%n",
        name,
        median(all),
        all.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }

  /// The demo as a user starts it, up to the line with its address.
  ///
  /// @param started by the clock of this process, in nanoseconds
  /// @param seconds from then to the address
  private record Demo(Process process, long started, double seconds, String address)
      implements AutoCloseable {
    static Demo start(Path root) throws IOException {
      long started = System.nanoTime();
      Process process =
          new ProcessBuilder(root.resolve("metta").toString(), "demo")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader output = process.inputReader();
      String address =
          Stream.generate(() -> line(output))
              .filter(line -> line.startsWith("http://"))
              .findFirst()
              .orElseThrow();
      Demo demo = new Demo(process, started, (System.nanoTime() - started) / 1e9, address);
      // What else it says nobody reads; it must not wait for that.
      Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
      return demo;
    }

    private static String line(BufferedReader output) {
      try {
        String line = output.readLine();
        if (line == null) {
          throw new IllegalStateException("the demo ended without an address");
        }
        return line;
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
    }

    double secondsUntilNow() {
      return (System.nanoTime() - started) / 1e9;
    }

    String server() {
      return address.replaceFirst("(?<=[0-9])/.*", "");
    }

    /// As Ctrl-C does.
    @Override
    public void close() {
      process.destroy();
      try {
        process.waitFor(20, TimeUnit.SECONDS);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
      process.destroyForcibly();
    }
  }
}
