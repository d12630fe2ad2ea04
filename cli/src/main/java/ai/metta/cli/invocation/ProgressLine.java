// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.screen.Screen;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Says on a terminal's standard error what takes its time: one line that is rewritten every second
/// and takes itself away. Nothing elsewhere, and nothing before the second second.
public final class ProgressLine implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String ERASE = "\r\u001b[K";

  private final Surroundings surroundings;
  private final Function<Duration, String> line;
  private final Instant started;
  private final Thread ticking = Thread.ofVirtual().name("progress").unstarted(this::tick);
  private final Thread atExit = new Thread(this::erase, "progress at exit");
  private boolean shown;
  private boolean over;

  private ProgressLine(Surroundings surroundings, Function<Duration, String> line) {
    this.surroundings = surroundings;
    this.line = line;
    this.started = surroundings.clock().instant();
  }

  /// Does something, and says so meanwhile where a person looks.
  public static <T> T during(Surroundings surroundings, List<String> collectors, Supplier<T> work) {
    String what = String.join(", ", collectors) + ": fetching … ";
    return during(surroundings, since -> what + Durations.print(since), work);
  }

  /// The same in other words.
  ///
  /// @param line for how long it has lasted, in whole seconds
  public static <T> T during(
      Surroundings surroundings, Function<Duration, String> line, Supplier<T> work) {
    if (!surroundings.screen().terminals().contains(Screen.Stream.ERR)) {
      return work.get();
    }
    try (ProgressLine progress = new ProgressLine(surroundings, line)) {
      Runtime.getRuntime().addShutdownHook(progress.atExit);
      progress.ticking.start();
      return work.get();
    }
  }

  private void tick() {
    try {
      surroundings.pause().pause(STEP);
      while (true) {
        surroundings.pause().pause(STEP);
        show();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show() {
    if (over) {
      return;
    }
    Duration since = Duration.between(started, surroundings.clock().instant());
    String text = line.apply(Duration.ofSeconds(since.toSeconds()));
    int room = surroundings.screen().columns() - 1;
    PrintWriter err = surroundings.err();
    err.print(ERASE + text.substring(0, Math.min(text.length(), room)));
    err.flush();
    shown = true;
  }

  private synchronized void erase() {
    over = true;
    if (shown) {
      surroundings.err().print(ERASE);
      surroundings.err().flush();
      shown = false;
    }
  }

  @Override
  public void close() {
    ticking.interrupt();
    erase();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook has its turn.
    }
  }
}
