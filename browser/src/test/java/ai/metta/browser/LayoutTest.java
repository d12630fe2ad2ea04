// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where widgets stand, on screens of any width.
final class LayoutTest {
  private static final Offset<Double> A_LITTLE = Offset.offset(14.0);

  @TempDir private static Path folder;
  private static Here here;

  @BeforeAll
  static void start() {
    Chromium.browser();
    here = new Here(folder);
  }

  @AfterAll
  static void close() {
    if (here != null) {
      here.close();
    }
  }

  private static String note(int id, int x, int y, int width, int height, String more) {
    return """
    {"id":%d,"layout":{"x":%d,"y":%d,"width":%d,"height":%d%s},"definition":{"type":"note","content":"note %d"}}
    """
        .formatted(id, x, y, width, height, more, id);
  }

  private static String group(int x, int y, int width, int height, String more, String... inner) {
    return """
    {"layout":{"x":%d,"y":%d,"width":%d,"height":%d%s},"definition":{"type":"group","layout_type":"ordered","title":"Group","widgets":[%s]}}
    """
        .formatted(x, y, width, height, more, String.join(",", inner));
  }

  private static String board(String kind, String... widgets) {
    return here.dashboard(
        "{\"title\":\"Places\",%s,\"widgets\":[%s]}".formatted(kind, String.join(",", widgets)));
  }

  private static BoundingBox box(Page page, int id) {
    return page.locator("[data-id='" + id + "']").boundingBox();
  }

  private static Page open(Visit visit, String id) {
    Page page = visit.open("/dashboard/" + id);
    assertThat(page.locator("metta-tile.is-drawn").first()).isVisible();
    return page;
  }

  @Test
  @DisplayName("a narrow group counts columns in its own width, and pushes down what follows it")
  void narrow() {
    String id =
        board(
            "\"layout_type\":\"ordered\"",
            group(0, 0, 6, 2, "", note(1, 0, 0, 3, 3, ""), note(2, 3, 0, 3, 3, "")),
            note(3, 6, 0, 6, 2, ""),
            note(4, 0, 2, 12, 1, ""));
    try (Visit visit = here.visit()) {
      Page page = open(visit, id);
      double half = box(page, 3).width;
      assertThat(box(page, 1).width + box(page, 2).width).isCloseTo(half, A_LITTLE);
      assertThat(box(page, 4).y).isGreaterThan(box(page, 1).y + box(page, 1).height);
      assertThat(box(page, 4).y - box(page, 1).y - box(page, 1).height).isLessThan(20);
    }
  }

  @Test
  @DisplayName("rows that start at 0 again stand below others, or in a column beside them")
  void columns() {
    String id =
        board(
            "\"layout_type\":\"ordered\",\"reflow_type\":\"fixed\"",
            group(0, 0, 12, 3, "", note(1, 0, 0, 12, 2, "")),
            note(2, 0, 0, 6, 2, ""),
            note(3, 6, 0, 6, 2, ""),
            group(0, 0, 12, 3, ",\"is_column_break\":true", note(4, 0, 0, 12, 2, "")));
    try (Visit visit = here.visit()) {
      Page page = open(visit, id);
      List<Double> tops = new ArrayList<>();
      for (int one = 1; one <= 4; one++) {
        tops.add(box(page, one).y);
      }
      assertThat(tops).isSorted();
      assertThat(tops.get(1)).isEqualTo(tops.get(2));
      page.setViewportSize(2560, 1400);
      assertThat(box(page, 4).y).isEqualTo(box(page, 1).y);
      assertThat(box(page, 4).x).isGreaterThan(box(page, 1).x + box(page, 1).width);
    }
  }

  @Test
  @DisplayName("a page without a grid is as wide as the screen")
  void free() {
    String id =
        board("\"layout_type\":\"free\"", note(1, 0, 0, 100, 10, ""), note(2, 100, 0, 100, 10, ""));
    try (Visit visit = here.visit()) {
      Page page = open(visit, id);
      for (int width : new int[] {1280, 2560}) {
        page.setViewportSize(width, 900);
        assertThat(box(page, 2).x + box(page, 2).width).isBetween(width - 40.0, width * 1.0);
        assertThat(box(page, 1).width).isEqualTo(box(page, 2).width);
      }
    }
  }

  @Test
  @DisplayName("on a telephone widgets stand one below the other, each with its title")
  void telephone() {
    String id =
        board(
            "\"layout_type\":\"ordered\"",
            """
            {"id":1,"layout":{"x":0,"y":0,"width":2,"height":1},"definition":{"type":"query_value","title":"A number with a name","requests":[{"q":"avg:demo.none{*}"}]}}
            """,
            group(0, 1, 6, 3, "", note(2, 0, 0, 6, 2, "")),
            note(3, 6, 1, 6, 3, ""));
    try (Visit visit = here.visit()) {
      visit.page().setViewportSize(420, 800);
      Page page = open(visit, id);
      for (int one = 1; one <= 3; one++) {
        assertThat(box(page, one).width).isGreaterThan(370);
        assertThat(box(page, one).x + box(page, one).width).isLessThanOrEqualTo(420);
      }
      assertThat(box(page, 2).y).isGreaterThan(box(page, 1).y + 90);
      assertThat(box(page, 3).y).isGreaterThan(box(page, 2).y + 90);
      assertThat(page.locator("h3").first().boundingBox().width).isGreaterThan(150);
    }
  }
}
