// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The queue is read page by page from a list that changes meanwhile, by the way that the server's
/// version knows.
final class QueuePagesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Pattern PAGE = Pattern.compile("\"page\":(\\d+),\"limit\":(\\d+)");

  /// Two jobs a page: a page that is full is followed by another question.
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
  void everyJobIsCountedOnceWhereverThePagesEnd(int jobs, int questions) {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working("/jobs/queue/v2", body -> page(body, newestFirst(jobs)));
      assertThat(count(server)).isEqualTo(jobs);
      assertThat(server.asked("/jobs/queue/v2")).hasSize(questions);
    }
  }

  @Test
  void aPageOfJobsWithSeveralTasksHasMoreRowsThanJobs() {
    List<JobRow> rows =
        List.of(
            JobRow.running(3),
            JobRow.running(2).with("task_id", 0),
            JobRow.running(2).with("task_id", 1),
            JobRow.running(2).with("task_id", 2),
            JobRow.running(1));
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body ->
              switch (number(body, 1)) {
                case 1 -> "{\"jobs\":" + HandmadeServer.list(rows.subList(0, 4)) + "}";
                case 2 -> "{\"jobs\":" + HandmadeServer.list(rows.subList(4, 5)) + "}";
                default -> "{\"jobs\":[]}";
              });
      assertThat(count(server)).isEqualTo(5);
    }
  }

  @Test
  void aJobThatArrivesBetweenTwoPagesPushesAnotherOntoBothAndCountsItOnce() {
    AtomicInteger arrived = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2", body -> page(body, newestFirst(5 + arrived.getAndIncrement())));
      assertThat(count(server)).isEqualTo(5);
    }
  }

  /// The last page then has nothing but what the one before it ended with.
  @Test
  void aJobThatArrivesAsTheLastPageIsFullIsNoCircle() {
    AtomicInteger arrived = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2", body -> page(body, newestFirst(2 + arrived.getAndIncrement())));
      assertThat(count(server)).isEqualTo(2);
    }
  }

  @Test
  void asManyAsAPageHoldsArriveAndThatIsNoCircle() {
    AtomicInteger asked = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2", body -> page(body, newestFirst(asked.getAndIncrement() == 0 ? 5 : 7)));
      assertThat(count(server)).isEqualTo(5);
    }
  }

  /// Every page begins with the row that the one before it ended with.
  @Test
  void pagesThatOverlapAreReadToTheirEnd() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working("/jobs/queue/v2", body -> overlapping(body, 5, 5));
      assertThat(count(server)).isEqualTo(5);
    }
  }

  /// As many rows came as the server counts, and one of them is not there.
  @Test
  void aRowThatComesTwiceDoesNotStandForOneThatIsMissing() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working("/jobs/queue/v2", body -> overlapping(body, 4, 5));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs"))
          .contains("has 7 rows, of which 4 differ, of 4 jobs; the server itself counts 5");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  @Test
  void aRowThatComesTwiceOnAPageIsNotCountedTwiceAndNotPassedOver() {
    List<JobRow> rows = List.of(JobRow.running(2), JobRow.running(1), JobRow.running(1));
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working("/jobs/queue/v2", body -> page(body, rows));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs")).contains("3 rows, of which 2 differ");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  /// The newest job goes after some pages, and each that follows stands one place earlier: a queued
  /// one is where nobody looks any more.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aJobThatGoesPullsAnotherPastTheReaderAndAllIsReadAgain(int pagesBefore) {
    List<JobRow> jobs =
        IntStream.of(7, 6, 5, 4, 3, 2, 1)
            .mapToObj(
                job -> job % 2 == 1 && job < 7 ? JobRow.of(job, "PENDING") : JobRow.running(job))
            .toList();
    AtomicInteger asked = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body -> page(body, jobs.subList(asked.getAndIncrement() < pagesBefore ? 0 : 1, 7)));
      Reported reported = run(server);
      assertThat(reported.value("skypilot.jobs", "status:queued")).isEqualTo(3);
      assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(3);
    }
  }

  /// The list is one shorter when nothing is left to be read.
  @Test
  void aJobThatGoesAfterAllWereReadIsStillCounted() {
    AtomicInteger asked = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body -> page(body, newestFirst(4).subList(asked.getAndIncrement() < 2 ? 0 : 1, 4)));
      assertThat(count(server)).isEqualTo(4);
      assertThat(server.asked("/jobs/queue/v2")).hasSize(3);
    }
  }

  @Test
  void aQueueThatNeverStopsShrinkingIsNotCounted() {
    AtomicInteger asked = new AtomicInteger();
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2", body -> page(body, newestFirst(90 - asked.getAndIncrement())));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs")).contains("the queue grew shorter");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
      assertThat(server.asked("/jobs/queue/v2")).hasSize(4);
    }
  }

  /// More tasks than the total of jobs, and fewer jobs than it.
  @Test
  void theTasksOfOneJobDoNotStandForAnotherThatIsMissing() {
    List<JobRow> rows =
        List.of(
            JobRow.running(3),
            JobRow.running(2).with("task_id", 0),
            JobRow.running(2).with("task_id", 1),
            JobRow.running(2).with("task_id", 2));
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body ->
              "{\"jobs\":%s,\"total\":3}"
                  .formatted(HandmadeServer.list(number(body, 1) == 1 ? rows : List.of())));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs"))
          .contains("of 2 jobs; the server itself counts 3");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  @Test
  void pagesThatRepeatForeverAreGivenUp() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2", _ -> "{\"jobs\":" + HandmadeServer.list(newestFirst(2)) + "}");
      Reported reported = run(server);
      assertThat(reported.outcome("skypilot.jobs"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.cause()).isInstanceOf(Failure.Malformed.class));
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "11", "17"})
  void aServerWithoutTheSecondQueueIsAskedForTheFirst(String api) {
    try (HandmadeServer server = HandmadeServer.start().speaking(api, "0.10.2")) {
      server.queue(JobRow.running(2), JobRow.running(1));
      assertThat(count(server)).isEqualTo(2);
      assertThat(server.asked("/jobs/queue/v2")).isEmpty();
      assertThat(server.asked("/jobs/queue")).hasSize(1);
    }
  }

  /// Version 18 knows the second queue, and not yet which columns to leave out.
  @Test
  void halfAGpuSendsAnOldServerToItsFirstQueue() {
    try (HandmadeServer server = HandmadeServer.start().speaking("18", "0.10.3")) {
      server
          .queue(JobRow.running(1).raw("accelerators", "{\"L4\":0.5}"))
          .failing("/jobs/queue/v2", "ValidationError", "accelerators.L4");
      assertThat(run(server).value("skypilot.resources.gpus", "type:l4")).isEqualTo(0.5);
    }
  }

  @Test
  void aNewerServersUnknownColumnsAndNumbersArePassedOver() {
    try (HandmadeServer server = HandmadeServer.start().speaking("99", "1.4.0")) {
      server.queue(
          JobRow.running(1)
              .raw("weather", "{\"wind\":[1,{\"from\":\"west\"}]}")
              .raw("recovery_count", "\"many\""));
      Reported reported = run(server);
      assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(1);
      assertThat(server.asked("/jobs/queue/v2").findFirst().orElseThrow().headers())
          .containsEntry("X-skypilot-api-version", List.of("99"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, 0, 1,",
    "503, 1, 2,",
    "404, 1, 2,",
    "503, 2, 2, status 503 (Request should be retried)",
    "404, 2, 2, the server lost the request"
  })
  void workThatTheServerLostIsAskedForOnceMore(
      int status, int times, int questions, @Nullable String problem) {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.losing(
          "/jobs/queue/v2",
          status,
          times,
          "{\"jobs\":" + HandmadeServer.list(List.of(JobRow.running(1))) + "}");
      Reported reported = run(server);
      assertThat(reported.values("skypilot.jobs").isEmpty()).isEqualTo(problem != null);
      if (problem != null) {
        assertThat(reported.reason("skypilot.jobs")).contains(problem);
      }
      assertThat(server.asked("/jobs/queue/v2")).hasSize(questions);
    }
  }

  /// Whatever page size was asked for: one job a page is what this server gives.
  @Test
  void aServerThatGivesSmallerPagesIsReadToItsEnd() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body -> page(body.replaceAll("\"limit\":\\d+", "\"limit\":1"), newestFirst(3)));
      assertThat(count(server)).isEqualTo(3);
    }
  }

  @Test
  void aServerThatEndsBeforeWhatItCountsFailsTheQueue() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          "/jobs/queue/v2",
          body -> page(body, newestFirst(3)).replace("\"total\":3", "\"total\":5"));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs")).contains("3 rows", "counts 5");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  /// As many tasks as the server counts jobs, and one job is not among them. What the total counts
  /// is known by the server's version.
  @ParameterizedTest
  @CsvSource({"52, 0.13.0, false", "43, 0.12.0, false", "24, 0.11.0, true", "18, 0.10.3, true"})
  void tasksMeetNoTotalOfJobs(String api, String release, boolean whole) {
    List<JobRow> rows =
        List.of(JobRow.running(2).with("task_id", 0), JobRow.running(2).with("task_id", 1));
    try (HandmadeServer server = HandmadeServer.start().speaking(api, release)) {
      server.working(
          "/jobs/queue/v2",
          body ->
              "{\"jobs\":%s,\"total\":2}"
                  .formatted(HandmadeServer.list(number(body, 1) == 1 ? rows : List.of())));
      assertThat(run(server).values("skypilot.jobs").isEmpty()).isNotEqualTo(whole);
    }
  }

  /// Servers count jobs or tasks; either way every row is read, once.
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void totalsMayBeOfJobsOrOfTasks(int total) {
    List<JobRow> rows =
        List.of(
            JobRow.running(2),
            JobRow.running(1).with("task_id", 0),
            JobRow.running(1).with("task_id", 1),
            JobRow.running(1).with("task_id", 2));
    try (HandmadeServer server =
        total == 2
            ? HandmadeServer.start().speaking("52", "0.13.0")
            : HandmadeServer.start().speaking("18", "0.10.3")) {
      server.working(
          "/jobs/queue/v2",
          body -> {
            int from = total == 2 ? 0 : Math.min(4, (number(body, 1) - 1) * 2);
            List<JobRow> page =
                total == 4
                    ? rows.subList(from, Math.min(4, from + 2))
                    : number(body, 1) == 1 ? rows : List.of();
            return "{\"jobs\":%s,\"total\":%d}".formatted(HandmadeServer.list(page), total);
          });
      assertThat(count(server)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/jobs/queue/v2; {'jobs':[%s,null,%s]}",
        "/jobs/queue/v2; {'jobs':[%s,7,%s]}",
        "/jobs/queue/v2; {'jobs':[%s,[],%s]}"
      })
  void whatIsNoRowFailsTheQueueAndDoesNotEndIt(String path, String answer) {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working(
          path,
          answer.replace('\'', '"').formatted(JobRow.running(2).json(), JobRow.running(1).json()));
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs")).contains("has no record as its row 2");
      assertThat(reported.values("skypilot.jobs")).isEmpty();
    }
  }

  @Test
  void whatIsNoRowFailsTheOldQueueTheClustersTheCostsAndTheEventsToo() {
    try (HandmadeServer server = HandmadeServer.start().speaking("11", "0.10.0")) {
      server
          .working("/jobs/queue", "[" + JobRow.running(1).json() + ",null]")
          .working("/status", "[null,{\"name\":\"a\",\"status\":\"UP\"}]")
          .working("/cost_report", "[\"a\"]");
      Reported reported = run(server);
      assertThat(reported.reason("skypilot.jobs")).contains("row 2");
      assertThat(reported.reason("skypilot.clusters")).contains("row 1");
      assertThat(reported.reason("skypilot.compute.cost_7d")).contains("row 1");
    }
  }

  @Test
  void whatFollowsAnAnswerSpoilsIt() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.working("/status", "[] []");
      assertThat(run(server).reason("skypilot.clusters")).contains("more than one document");
    }
  }

  /// The failure holds every row that it stumbled over, and only then what it is.
  @Test
  void halfAGpuAmongThousandsIsStillRecognised() {
    try (HandmadeServer server = HandmadeServer.start()) {
      String much = "x".repeat(1 << 20);
      server.ending(
          "/jobs/queue/v2",
          body ->
              body.contains("accelerators")
                  ? "{\"detail\":{\"request_body\":\"%s\",\"error\":%s}}"
                      .formatted(
                          much,
                          HandmadeServer.quoted(
                              "{\"object\":\"%s\",\"type\":\"ValidationError\",\"message\":\"%s\"}"
                                  .formatted(much, much)))
                  : HandmadeServer.envelope(
                      "{\"jobs\":"
                          + HandmadeServer.list(List.of(JobRow.running(1)))
                          + ",\"total\":1}"));
      assertThat(count(server)).isEqualTo(1);
    }
  }

  /// A row that lacks what every row has makes the queue unbelievable, not shorter.
  @Test
  void aRowWithoutAnIdFailsTheQueue() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.queue(JobRow.running(1), new JobRow(java.util.Map.of()).with("status", "RUNNING"));
      assertThat(run(server).outcome("skypilot.jobs")).isInstanceOf(Outcome.Failed.class);
    }
  }

  private static double count(HandmadeServer server) {
    Reported reported = run(server);
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    return reported.value("skypilot.jobs", "status:running");
  }

  private static Reported run(HandmadeServer server) {
    return Collecting.at(NOW).from(server.endpoint()).with("skypilot.page_size", "2").run();
  }

  private static List<JobRow> newestFirst(int jobs) {
    return IntStream.range(0, jobs).mapToObj(i -> JobRow.running(jobs - i)).toList();
  }

  /// One page of a list, as the body asks for it.
  private static String page(String body, List<JobRow> all) {
    int limit = number(body, 2);
    int from = Math.min(all.size(), (number(body, 1) - 1) * limit);
    List<JobRow> rows = new ArrayList<>(all.subList(from, Math.min(all.size(), from + limit)));
    return "{\"jobs\":%s,\"total\":%d}".formatted(HandmadeServer.list(rows), all.size());
  }

  /// A page of two that begins one row after the one before it, until the list breaks off.
  private static String overlapping(String body, int rows, int total) {
    int from = Math.min(rows, number(body, 1) - 1);
    List<JobRow> page = newestFirst(total).subList(from, Math.min(rows, from + 2));
    return "{\"jobs\":%s,\"total\":%d}".formatted(HandmadeServer.list(page), total);
  }

  private static int number(String body, int group) {
    Matcher matcher = PAGE.matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return Integer.parseInt(matcher.group(group));
  }
}
