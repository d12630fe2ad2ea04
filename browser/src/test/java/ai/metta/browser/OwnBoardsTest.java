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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboards that follow from our own declarations, on a server that holds nothing yet.
final class OwnBoardsTest {
  private static List<Path> boards() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "collectors"))) {
      return files
          .filter(file -> file.toString().contains("src/test/resources/dashboards/"))
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName("each opens, and each widget that has no value says why")
  void open(@TempDir Path folder) throws IOException {
    List<Path> boards = boards();
    assertThat(boards).hasSizeGreaterThanOrEqualTo(10);
    Path files = Files.createDirectories(folder.resolve("boards"));
    for (Path board : boards) {
      Files.copy(
          board,
          files.resolve(board.getFileName().toString()),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    try (Here here = new Here(folder.resolve("store"));
        Visit visit = here.visit()) {
      here.server().pages().preview(files);
      Page page = visit.page();
      for (Path board : boards) {
        visit.open("/preview/" + board.getFileName());
        assertThat(page.locator("main.board")).isVisible();
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))");
        int tiles = page.locator("metta-tile").count();
        assertThat(page.locator("metta-tile.is-drawn")).hasCount(tiles);
        assertThat(page.locator("metta-tile .empty.bad:visible")).hasCount(0);
        assertThat(page.locator(".kind-query_value .empty").allTextContents())
            .isNotEmpty()
            .allMatch(why -> why.contains("in the last month"));
      }
    }
  }
}
