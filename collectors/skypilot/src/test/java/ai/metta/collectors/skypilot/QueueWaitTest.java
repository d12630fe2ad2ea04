// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Event;
import ai.metta.metric.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long queued jobs wait is known only from their events.
final class QueueWaitTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String WAIT = "skypilot.job.queue_wait_seconds";

  @TempDir private Path directory;

  /// It counts its jobs from the first again: the same number, another job.
  @ParameterizedTest
  @CsvSource({"task_name, other", "user_name, other", "user_hash, other"})
  void whatAServerToldIsNotTrueOfOneThatWasSetUpAnew(String field, String value) {
    try (HandmadeServer server = HandmadeServer.start()) {
      Collecting collecting = Collecting.at(NOW).from(server.endpoint()).keeping(directory);
      server.queue(JobRow.of(3, "PENDING"));
      server.working("/jobs/events", "[" + event("PENDING", "2026-05-20T12:00:00") + "]");
      assertThat(collecting.run().values(WAIT).values()).containsExactly(12 * 86_400.0);
      server.queue(JobRow.of(3, "PENDING").with(field, value));
      server.working("/jobs/events", "[" + event("PENDING", "2026-06-01T11:50:00") + "]");
      assertThat(collecting.run().values(WAIT).values()).containsExactly(600.0);
    }
  }

  @Test
  void aJobWaitsSinceItsFirstPending() {
    String events =
        "[%s,%s,%s]"
            .formatted(
                event("PENDING", "2026-06-01T11:59:00"),
                event("STARTING", "2026-06-01T11:55:00"),
                event("PENDING", "2026-06-01T11:50:00.5"));
    assertThat(waits(events, JobRow.of(3, "PENDING"), JobRow.running(2))).containsExactly(599.5);
  }

  @Test
  void theControllersClockMayBeInAnotherZone() {
    try (HandmadeServer server = HandmadeServer.start().queue(JobRow.of(3, "PENDING"))) {
      server.working("/jobs/events", "[" + event("PENDING", "2026-06-01T04:59:00") + "]");
      Collecting collecting = Collecting.at(NOW).from(server.endpoint()).keeping(directory);
      assertThat(
              collecting
                  .with("skypilot.time_zone", "America/Los_Angeles")
                  .run()
                  .values(WAIT)
                  .values())
          .containsExactly(60.0);
      assertThat(collecting.run().values(WAIT).values())
          .as("what was kept was kept for that zone")
          .containsExactly(7 * 3600 + 60.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-01T12:00:01", "yesterday", ""})
  void aTimeThatCannotBeTrueIsNotBelieved(String timestamp) {
    assertThat(waits("[" + event("PENDING", timestamp) + "]", JobRow.of(3, "PENDING"))).isEmpty();
  }

  @Test
  void onlyTheTwentyNewestAreAskedFor() {
    JobRow[] rows =
        IntStream.range(0, 25).mapToObj(i -> JobRow.of(50 - i, "PENDING")).toArray(JobRow[]::new);
    try (HandmadeServer server = HandmadeServer.start().queue(rows)) {
      server.working("/jobs/events", "[" + event("PENDING", "2026-06-01T11:59:00") + "]");
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.values(WAIT)).hasSize(20);
      List<String> asked = server.asked("/jobs/events").map(HandmadeServer.Asked::body).toList();
      assertThat(asked).hasSize(20);
      assertThat(asked.getFirst()).contains("\"job_id\":50,");
      assertThat(asked.getLast()).contains("\"job_id\":31,");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"18", "24"})
  void aServerWithoutEventsCannotSay(String api) {
    try (HandmadeServer server =
        HandmadeServer.start().speaking(api, "0.11.0").queue(JobRow.of(3, "PENDING"))) {
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.outcome(WAIT)).isInstanceOf(Outcome.Unsupported.class);
      assertThat(reported.value("skypilot.jobs", "status:queued")).isEqualTo(1);
      assertThat(server.asked("/jobs/events")).isEmpty();
    }
  }

  @Test
  void anAnswerIsAskedForOnceEverAndAMissingOneAgain() {
    try (HandmadeServer server =
        HandmadeServer.start().queue(JobRow.of(3, "PENDING"), JobRow.of(2, "PENDING"))) {
      server.working(
          "/jobs/events",
          body ->
              body.contains("\"job_id\":3,")
                  ? "[" + event("PENDING", "2026-06-01T11:50:00") + "]"
                  : "[]");
      Collecting collecting = Collecting.at(NOW).from(server.endpoint()).keeping(directory);
      assertThat(collecting.run().values(WAIT).values()).containsExactly(600.0);
      assertThat(collecting.run().values(WAIT).values()).containsExactly(600.0);
      assertThat(server.asked("/jobs/events").map(HandmadeServer.Asked::body))
          .hasSize(3)
          .filteredOn(body -> body.contains("\"job_id\":3,"))
          .hasSize(1);
    }
  }

  /// A job that backs off has many events, the newest first; the submission is the last of all.
  @ParameterizedTest
  @CsvSource({"98, 1, true", "99, 2, true", "9998, 2, true", "9999, 2, false"})
  void aSubmissionIsTheFirstOfAllEventsAndNotOfThoseThatWereTold(
      int after, int questions, boolean known) {
    try (HandmadeServer server = HandmadeServer.start().queue(JobRow.of(3, "PENDING"))) {
      List<String> events =
          new ArrayList<>(Collections.nCopies(after, event("PENDING", "2026-06-01T11:59:00")));
      events.add(event("PENDING", "2026-06-01T11:00:00"));
      server.working(
          "/jobs/events",
          body ->
              events.stream()
                  .limit(Integer.parseInt(body.replaceAll(".*\"limit\":(\\d+).*", "$1")))
                  .collect(Collectors.joining(",", "[", "]")));
      assertThat(Collecting.at(NOW).from(server.endpoint()).run().values(WAIT).values())
          .containsExactlyElementsOf(known ? List.of(3600.0) : List.of());
      assertThat(server.asked("/jobs/events")).hasSize(questions);
    }
  }

  /// Another server's job of the same number is another job.
  @Test
  void whatOneServerToldIsNotTrueOfAnother() {
    try (HandmadeServer one = HandmadeServer.start().queue(JobRow.of(3, "PENDING"));
        HandmadeServer other = HandmadeServer.start().queue(JobRow.of(3, "PENDING"))) {
      one.working("/jobs/events", "[" + event("PENDING", "2026-06-01T11:50:00") + "]");
      other.working("/jobs/events", "[" + event("PENDING", "2026-06-01T11:59:00") + "]");
      assertThat(
              Collecting.at(NOW)
                  .from(one.endpoint())
                  .keeping(directory)
                  .run()
                  .values(WAIT)
                  .values())
          .containsExactly(600.0);
      assertThat(
              Collecting.at(NOW)
                  .from(other.endpoint())
                  .keeping(directory)
                  .run()
                  .values(WAIT)
                  .values())
          .containsExactly(60.0);
    }
  }

  @Test
  void aJobWhoseEventsCannotBeHadCostsTheOthersNothing() {
    try (HandmadeServer server =
        HandmadeServer.start().queue(JobRow.of(3, "PENDING"), JobRow.of(2, "PENDING"))) {
      server.ending(
          "/jobs/events",
          body ->
              body.contains("\"job_id\":3,")
                  ? "{\"detail\":{\"error\":\"{}\"}}"
                  : HandmadeServer.envelope("[" + event("PENDING", "2026-06-01T11:50:00") + "]"));
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.outcomes()).noneMatch(one -> one.failed());
      assertThat(reported.values(WAIT).values()).containsExactly(600.0);
      assertThat(reported.result().events())
          .filteredOn(event -> event.level() == Event.Level.WARNING)
          .singleElement()
          .extracting(Event::title)
          .asString()
          .startsWith("the events of 1 queued job could not be read: result of POST /jobs/events");
    }
  }

  @Test
  void whereNoJobsEventsCanBeHadTheWaitFails() {
    try (HandmadeServer server = HandmadeServer.start().queue(JobRow.of(3, "PENDING"))) {
      server.failing("/jobs/events", "KeyError", "3");
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.outcome(WAIT)).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void aServerThatDoesNotKnowThePathCannotSay() {
    try (HandmadeServer server = HandmadeServer.start().queue(JobRow.of(3, "PENDING"))) {
      server.answering("/jobs/events", HandmadeServer.json(404, "{\"detail\":\"Not Found\"}"));
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.outcome(WAIT)).isInstanceOf(Outcome.Unsupported.class);
    }
  }

  private static java.util.Collection<Double> waits(String events, JobRow... rows) {
    try (HandmadeServer server = HandmadeServer.start().queue(rows)) {
      server.working("/jobs/events", events);
      Reported reported = Collecting.at(NOW).from(server.endpoint()).run();
      assertThat(reported.outcomes()).noneMatch(one -> one.failed());
      return reported.values(WAIT).values();
    }
  }

  private static String event(String status, String timestamp) {
    return "{\"spot_job_id\":3,\"task_id\":0,\"new_status\":\"%s\",\"timestamp\":\"%s\"}"
        .formatted(status, timestamp);
  }
}
