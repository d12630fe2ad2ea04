// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the job queue page by page, to its end, from a list that changes meanwhile: jobs that
/// arrive push others onto a further page, where they are met again.
final class QueuePages {
  private static final String WHAT = "POST /jobs/queue/v2";
  private static final int MAXIMUM_PAGES = 2000;

  private final QueueRows rows;
  private final int size;

  /// How many rows there are at least; some servers count jobs, some their tasks, some do not say.
  private long promised = Long.MAX_VALUE;

  /// @param size jobs asked for at once
  QueuePages(QueueRows rows, int size) {
    this.rows = rows;
    this.size = size;
  }

  /// How a page is had.
  interface Asking {
    /// Asks for a page.
    ///
    /// @param reader takes the page's document, and says whether it was the last
    boolean ask(String body, Reader reader);
  }

  /// How a page's document is read.
  interface Reader {
    boolean isLast(JsonParser json);
  }

  /// @param fields the columns to ask for; empty for all
  QueueRows read(List<String> fields, Asking asking) {
    for (int page = 1; page <= MAXIMUM_PAGES; page++) {
      int number = page;
      if (asking.ask(body(page, fields), json -> isLast(json, number))) {
        return rows;
      }
    }
    throw Rows.malformed(
        WHAT, "has more than " + MAXIMUM_PAGES + " pages; raise skypilot.page_size");
  }

  private String body(int page, List<String> fields) {
    String wanted =
        fields.isEmpty()
            ? ""
            : fields.stream().collect(Collectors.joining("\",\"", ",\"fields\":[\"", "\"]"));
    return "{\"refresh\":false,\"skip_finished\":false,\"all_users\":true,\"page\":"
        + page
        + ",\"limit\":"
        + size
        + wanted
        + "}";
  }

  /// A page that is not full is the last where it completes what was promised: a server may give
  /// out smaller pages than it was asked for.
  private boolean isLast(JsonParser json, int number) {
    Page page = page(json);
    page.total().ifPresent(total -> promised = Math.min(promised, total));
    boolean completes = promised == Long.MAX_VALUE || rows.jobs() >= promised;
    if (page.rows() == 0 || (page.rows() < size && completes)) {
      requirePromised();
      return true;
    }
    if (page.fresh() == 0) {
      throw Rows.malformed(
          WHAT, "repeats earlier rows on page " + number + ": the server pages in a circle");
    }
    return false;
  }

  private void requirePromised() {
    if (promised != Long.MAX_VALUE && rows.count() < promised) {
      throw Rows.malformed(
          WHAT, "ends after " + rows.count() + " rows, and counts " + promised + " of them itself");
    }
  }

  /// What was on a page.
  ///
  /// @param fresh how many of its rows no earlier page had
  /// @param total how many the server says there are
  private record Page(int rows, long fresh, Optional<Long> total) {}

  /// `{"jobs":[…],"total":…}`. The other numbers beside the list count differently from version to
  /// version.
  private Page page(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Rows.malformed(WHAT, "is not an object");
    }
    Optional<Integer> taken = Optional.empty();
    Optional<Long> total = Optional.empty();
    long before = rows.count();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("jobs") && value == JsonToken.START_ARRAY) {
        taken = Optional.of(Rows.each("the job queue", json, row -> rows.add(Row.read(row))));
      } else if (key.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
        total = Optional.of(json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    return new Page(
        taken.orElseThrow(() -> Rows.malformed(WHAT, "has no list of jobs")),
        rows.count() - before,
        total);
  }
}
