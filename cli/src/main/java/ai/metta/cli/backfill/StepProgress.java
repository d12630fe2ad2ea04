// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.access.configuration.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// How far a backfill has come, in a line: first how long services have been read, then how many
/// steps are done, and how long the others will take if they take as long.
public final class StepProgress {
  private static final int WIDTH = 24;

  private final String what;
  private final InstantSource clock;
  private Instant began = Instant.MIN;
  private long count;
  private long done;

  public StepProgress(List<String> collectors, InstantSource clock) {
    this.what = String.join(", ", collectors);
    this.clock = clock;
  }

  /// Everything has been read.
  public synchronized void begin(long steps) {
    began = clock.instant();
    count = steps;
  }

  /// Time that went by until the first step says nothing of the others.
  public synchronized void fetched() {
    began = done == 0 ? clock.instant() : began;
  }

  public synchronized void done() {
    done++;
  }

  /// How far it has come.
  ///
  /// @param since how long all of it has lasted
  public synchronized String line(Duration since) {
    if (count == 0) {
      return what + ": fetching … " + Durations.print(since);
    }
    int full = (int) (WIDTH * done / count);
    return String.format(
        Locale.ROOT,
        "%s: [%s%s] %d/%d steps %d%%%s",
        what,
        "#".repeat(full),
        "·".repeat(WIDTH - full),
        done,
        count,
        100 * done / count,
        left());
  }

  private String left() {
    if (done == 0 || done >= count) {
      return "";
    }
    Duration spent = Duration.between(began, clock.instant());
    long seconds = spent.toMillis() * (count - done) / done / 1000;
    return ", " + Durations.print(Duration.ofSeconds(seconds)) + " left";
  }
}
