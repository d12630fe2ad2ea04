// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class QueueRowsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final Instant LAST_RUN = NOW.minusSeconds(600);
  private static final Window HOUR = Window.ending(NOW, Duration.ofHours(1));

  @ParameterizedTest
  @CsvSource({
    // status, seconds since the end, kept whole, counted as ended, within the hour
    "RUNNING,            , true,  0, 0",
    "PENDING,            , true,  0, 0",
    "A_STATE_OF_LATER,   , true,  0, 0",
    "SUCCEEDED,         0, true,  1, 1",
    "SUCCEEDED,       599, true,  1, 1",
    "SUCCEEDED,       600, false, 1, 1",
    "FAILED_SETUP,   3599, false, 1, 1",
    "FAILED_SETUP,   3600, false, 1, 0",
    "SUCCEEDED,       -30, true,  1, 0",
    "CANCELLED,          , false, 1, 0",
  })
  void aRowIsKeptWholeUntilShortlyAfterItsEnd(
      String status, Integer secondsAgo, boolean whole, int ended, int withinTheHour) {
    String end = secondsAgo == null ? "null" : Long.toString(1_000_000 - secondsAgo);
    JobQueue queue =
        queue("{'job_id':7,'status':'" + status + "','job_duration':90,'end_at':" + end + "}");
    assertThat(queue.tasks()).hasSize(whole ? 1 : 0);
    assertThat(queue.endings().all()).hasSize(ended);
    assertThat(queue.endings().within(HOUR))
        .hasSize(withinTheHour)
        .allMatch(ending -> ending.state() == TaskState.of(status))
        .allMatch(ending -> ending.ranMinutes().equals(Optional.of(1.5)));
    assertThat(queue.states()).containsExactly(TaskState.of(status));
  }

  @Test
  void aRowThatComesTwiceIsCountedOnce() {
    QueueRows rows = new QueueRows(LAST_RUN);
    assertThat(add(rows, "{'job_id':7,'task_id':0,'status':'RUNNING'}")).isTrue();
    assertThat(add(rows, "{'job_id':7,'task_id':1,'status':'SUCCEEDED'}")).isTrue();
    assertThat(add(rows, "{'job_id':7,'task_id':0,'status':'SUCCEEDED'}")).isFalse();
    assertThat(rows.queue(Set.of()).states())
        .containsExactly(TaskState.RUNNING, TaskState.SUCCEEDED);
  }

  @Test
  void aJobHasSeveralRowsAlsoWhereMostOfThemAreLongOver() {
    JobQueue queue =
        queue(
            "{'job_id':8,'task_id':0,'status':'RUNNING'}",
            "{'job_id':7,'task_id':1,'status':'RUNNING'}",
            "{'job_id':7,'task_id':0,'status':'SUCCEEDED','end_at':1000}");
    assertThat(queue.tasks()).extracting(queue::needsTaskId).containsExactly(false, true);
  }

  @Test
  void whoAsksForRowsThatWereNotKeptIsRefused() {
    JobQueue queue = queue("{'job_id':7,'status':'SUCCEEDED','end_at':1000}");
    assertThat(queue.ended(new Window(LAST_RUN, NOW))).isEmpty();
    assertThatThrownBy(() -> queue.ended(HOUR)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'status':'RUNNING'};              job_id (rows before it: 1)",
        "{'job_id':1e30,'status':'RUNNING'}; job_id (rows before it: 1)",
        "{'job_id':7};                      status (of job 7)",
        "{'job_id':7,'status':'-'};         status (of job 7)",
        "{'job_id':7,'task_id':0.5,'status':'RUNNING'}; a number in task_id (of job 7)"
      })
  void aRowWithoutItsIdOrStatusSpoilsTheQueueAndIsNamed(String row, String what) {
    assertThatThrownBy(() -> queue("{'job_id':9,'status':'RUNNING'}", row))
        .hasMessageContaining("has a row without " + what);
  }

  /// Each is looked at once, however many its job has.
  @Test
  void aJobMayHaveManyTasks() {
    QueueRows rows = new QueueRows(LAST_RUN);
    int many = 50_000;
    for (int task = 0; task < many; task++) {
      String name = task == many - 2 ? "Eval_0" : "eval-" + task;
      add(
          rows,
          "{'job_id':7,'task_id':%d,'task_name':'%s','status':'%s','end_at':1000}"
              .formatted(task, name, task % (many - 1) == 0 ? "RUNNING" : "SUCCEEDED"));
    }
    JobQueue queue = rows.queue(Set.of());
    assertThat(rows.count()).isEqualTo(many);
    assertThat(queue.tasks()).extracting(queue::sharesCluster).containsExactly(true, false);
  }

  private static JobQueue queue(String... rows) {
    QueueRows taken = new QueueRows(LAST_RUN);
    List.of(rows).forEach(row -> assertThat(add(taken, row)).isTrue());
    return taken.queue(Set.of());
  }

  private static boolean add(QueueRows rows, String row) {
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), row.replace('\'', '"'))) {
      json.nextToken();
      return rows.add(TaskRow.read(json));
    }
  }
}
