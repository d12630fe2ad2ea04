// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a queue as they are decoded, and keeps the whole of one only while there is
/// something to say of it by itself: until it ends, and shortly after.
final class QueueRows {
  private final Instant since;
  private final RowIds ids = new RowIds();
  private final Map<String, String> shared = new HashMap<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Endings.Builder endings = new Endings.Builder();

  /// @param since what ended after this is kept whole
  QueueRows(Instant since) {
    this.since = since;
  }

  /// Takes a row; false where it was taken before.
  ///
  /// @throws ai.metta.metric.FailureException where it lacks what every row has
  boolean add(Row row) {
    if (!row.isTask()) {
      throw SkypilotClient.malformed("the job queue", "has a row without job_id or status");
    }
    if (!ids.add(row.jobId(), row.taskId())) {
      return false;
    }
    if (!row.state().hasEnded()) {
      tasks.add(row.task(shared));
      return true;
    }
    @Nullable Instant ended = row.instant("end_at");
    endings.add(row.state(), ended, row.running());
    if (ended != null && ended.isAfter(since)) {
      tasks.add(row.task(shared));
    }
    return true;
  }

  /// @param namedRegions regions that have a tag value of their own
  JobQueue queue(Set<String> namedRegions) {
    return new JobQueue(tasks, endings.build(), ids.manyTasked(), namedRegions, since);
  }
}
