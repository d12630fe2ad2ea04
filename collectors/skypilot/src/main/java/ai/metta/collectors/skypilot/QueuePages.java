// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the job queue page by page, to its end, from a list that changes meanwhile. Jobs that
/// arrive push others onto a further page, where they are met again. Jobs that are removed pull
/// others onto a page that was read already, where nobody meets them: then all is read again.
///
/// @param since what ended after this is kept whole
/// @param size jobs asked for at once
/// @param totals what the server's totals count
record QueuePages(Instant since, int size, Totals totals) {
  private static final String WHAT = "POST /jobs/queue/v2";
  private static final int MOST_PAGES = 2000;
  private static final int MOST_READINGS = 2;

  /// What a total of the server's counts.
  enum Totals {
    JOBS,
    TASKS,
    /// A version between those whose totals are known.
    JOBS_OR_TASKS
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
    for (int reading = 1; reading <= MOST_READINGS; reading++) {
      Optional<QueueRows> rows = new Reading().read(fields, asking);
      if (rows.isPresent()) {
        return rows.get();
      }
    }
    throw new FailureException(
        new Failure.Service(
            WHAT
                + ": each of "
                + MOST_READINGS
                + " times the queue grew shorter while it was read page by page, so that rows may be"
                + " missing; raise skypilot.page_size",
            Retry.MAY_HELP));
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

  /// What was on a page.
  ///
  /// @param rows how many it had
  /// @param fresh how many of them no earlier page had
  /// @param total how many the server says there are on all pages; some count jobs, some their
  ///   tasks, some do not say
  private record Page(int rows, long fresh, OptionalLong total) {}

  /// One reading from the first page on.
  private final class Reading {
    private final QueueRows rows = new QueueRows(since);
    private long given;
    private OptionalLong first = OptionalLong.empty();
    private OptionalLong latest = OptionalLong.empty();
    private boolean shrank;

    /// All rows; nothing where the list grew shorter and some are missing.
    Optional<QueueRows> read(List<String> fields, Asking asking) {
      for (int page = 1; page <= MOST_PAGES; page++) {
        int number = page;
        if (asking.ask(body(page, fields), json -> isLast(json, number))) {
          return wholeOrNothing();
        }
      }
      throw Rows.malformed(
          WHAT, "has more than " + MOST_PAGES + " pages; raise skypilot.page_size");
    }

    /// A page that is not full is the last where it completes what was promised: a server may give
    /// out smaller pages than it was asked for.
    private boolean isLast(JsonParser json, int number) {
      Page page = page(json);
      given += page.rows();
      boolean stale = page.fresh() == 0 && !isLess(latest, page.total());
      shrank = isLess(page.total(), latest);
      first = first.isPresent() ? first : page.total();
      latest = page.total().isPresent() ? page.total() : latest;
      boolean full = page.rows() >= size;
      if (stale && full) {
        throw Rows.malformed(
            WHAT, "repeats earlier rows on page " + number + ": the server pages in a circle");
      }
      return shrank || page.rows() == 0 || (!full && (stale || hasAllJobs()));
    }

    /// What arrives while one reads stands before what was read, so that the first total is the one
    /// to be met.
    private boolean hasAllJobs() {
      return first.isEmpty() || rows.jobs() >= first.getAsLong();
    }

    private boolean hasAllTasks() {
      if (first.isEmpty()) {
        return true;
      }
      long least = first.getAsLong();
      return rows.count() >= least && rows.count() <= Math.max(least, latest.orElse(0));
    }

    private boolean hasAll() {
      return switch (totals) {
        case JOBS -> hasAllJobs();
        case TASKS -> hasAllTasks();
        case JOBS_OR_TASKS -> hasAllJobs() || hasAllTasks();
      };
    }

    private Optional<QueueRows> wholeOrNothing() {
      if (hasAll()) {
        return Optional.of(rows);
      }
      if (shrank) {
        return Optional.empty();
      }
      throw Rows.malformed(
          WHAT,
          "has %d rows, of which %d differ, of %d jobs; the server itself counts %d. It may have changed while it was read: run again"
              .formatted(given, rows.count(), rows.jobs(), first.orElse(0)));
    }

    /// `{"jobs":[…],"total":…}`. The other numbers beside the list count differently from version
    /// to version.
    private Page page(JsonParser json) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw Rows.malformed(WHAT, "is not an object");
      }
      Optional<Integer> taken = Optional.empty();
      OptionalLong total = OptionalLong.empty();
      long before = rows.count();
      rows.beginPage();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals("jobs") && value == JsonToken.START_ARRAY) {
          taken = Optional.of(Rows.each("the job queue", json, row -> rows.add(TaskRow.read(row))));
        } else if (key.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
          total = OptionalLong.of(json.getLongValue());
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

  private static boolean isLess(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent() && one.getAsLong() < other.getAsLong();
  }
}
