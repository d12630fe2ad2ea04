// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dashboards that others wrote: each opens, and each widget of it shows something, or says why it
/// does not.
final class CorpusTest {
  private static List<Path> corpus() throws IOException {
    Path shared =
        Path.of(
            Optional.ofNullable(System.getenv("METTA_SHARED")).orElse("../../shared"),
            "corpus",
            "datadog-dashboards");
    Assumptions.assumeTrue(
        Files.isDirectory(shared), "no corpus of dashboards beside the checkout");
    try (Stream<Path> files = Files.walk(shared)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /// Which tiles and titles of groups lie on one another, more than by a line: none should.
  private static final String MEETING =
      """
      () => {
        const all = [...document.querySelectorAll('metta-tile, .group > h2')]
          .map((one) => ({ one, at: one.getBoundingClientRect() }))
          .filter(({ at }) => at.width > 2 && at.height > 2);
        const name = ({ one }) => (one.querySelector('h3') ?? one).textContent.trim().slice(0, 40);
        const out = [];
        for (let i = 0; i < all.length; i++) {
          for (let j = 0; j < i; j++) {
            const [a, b] = [all[i].at, all[j].at];
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 8 && high > 8) out.push(`${name(all[i])} on ${name(all[j])}`);
          }
        }
        if (document.documentElement.scrollWidth > innerWidth) out.push('wider than the page');
        return out;
      }
      """;

  @Test
  @DisplayName("every dashboard of the corpus opens, without a word in the console")
  void opens(@TempDir Path folder) throws IOException {
    Chromium.browser();
    List<Path> files = corpus();
    try (Here here = new Here(folder);
        Visit visit = here.visit()) {
      here.server().pages().preview(files.getFirst().getParent());
      Page page = visit.page();
      for (Path file : files) {
        String text = Files.readString(file);
        if (!text.contains("\"widgets\"")) {
          continue;
        }
        visit.open("/preview/" + file.getFileName().toString().replace("&", "%26"));
        assertThat(page.locator("main.board")).isVisible();
        int tiles = page.locator("metta-tile").count();
        // A widget draws itself when it comes near, or is printed.
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))");
        assertThat(page.locator("metta-tile.is-drawn")).hasCount(tiles);
        assertThat(page.locator("metta-tile .empty.loading")).hasCount(0);
        assertThat(page.locator("metta-tile .empty.bad:visible").allTextContents())
            .as(file.toString())
            .isEmpty();
        for (int width : new int[] {1280, 2560}) {
          page.setViewportSize(width, 900);
          assertThat((List<?>) page.evaluate(MEETING)).as("%s at %d", file, width).isEmpty();
        }
        visit.expecting(said -> assertThat(said).as(file.toString()).isEmpty());
      }
    }
  }
}
