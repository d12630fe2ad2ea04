// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A visit of pages, in a browser whose clock stands still. What the console says meanwhile, and
/// what is asked of others than the server, is remembered; at the end there must be none.
final class Visit implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String server;
  private final List<String> complaints = new ArrayList<>();

  private Visit(BrowserContext context, String server, Instant now) {
    this.context = context;
    this.server = server;
    this.page = context.newPage();
    page.clock().setFixedTime(now.toEpochMilli());
    page.setDefaultTimeout(30_000);
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add("thrown: " + error));
    page.onRequest(request -> {
      String url = request.url();
      if (!url.startsWith(server) && !url.startsWith("data:") && !url.startsWith("blob:")) {
        complaints.add("asked elsewhere: " + url);
      }
    });
  }

  static Visit of(String server, Instant now) {
    return of(server, now, 1280);
  }

  static Visit of(String server, Instant now, int width) {
    return new Visit(
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width * 3 / 4)
                    .setLocale("en-GB")
                    .setTimezoneId("UTC")
                    .setColorScheme(ColorScheme.LIGHT)),
        server,
        now);
  }

  /// From now on the page's clock stands, timers with it, until it is moved.
  Visit held(Instant now) {
    page.clock()
        .install(new com.microsoft.playwright.Clock.InstallOptions().setTime(now.toEpochMilli()));
    page.clock().pauseAt(now.toEpochMilli() + 1000);
    return this;
  }

  /// Moves the clock of the page, and lets fall due what was to.
  void later(java.time.Duration by) {
    page.clock().runFor(by.toMillis());
  }

  Page open(String address) {
    page.navigate(server + address);
    return page;
  }

  Page page() {
    return page;
  }

  /// A picture for whoever wants to look: in `target/pictures`.
  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", name + ".png"))
            .setFullPage(true));
  }

  /// What was complained of so far is expected, and forgotten.
  void expecting(Consumer<List<String>> check) {
    check.accept(List.copyOf(complaints));
    complaints.clear();
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the console said, and who else was asked").isEmpty();
  }
}
