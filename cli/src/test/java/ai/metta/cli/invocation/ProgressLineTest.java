// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Screen.Stream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a person sees while a run takes long.
final class ProgressLineTest {
  private static final String ERASE = "\r\u001b[K";

  private final StringWriter err = new StringWriter();
  private final Ticks ticks = new Ticks();

  @Test
  void aLineIsRewrittenAndTakesItselfAway() {
    String result = during(Set.of(Stream.ERR), 80, 3);
    assertThat(result).isEqualTo("done");
    assertThat(err.toString())
        .isEqualTo(
            ERASE
                + "skypilot, wandb: fetching … 2s"
                + ERASE
                + "skypilot, wandb: fetching … 3s"
                + ERASE);
  }

  @Test
  void itNeverWraps() {
    during(Set.of(Stream.ERR), 20, 2);
    assertThat(err.toString()).isEqualTo(ERASE + "skypilot, wandb: fe" + ERASE);
  }

  @Test
  void aShortRunSaysNothing() {
    during(Set.of(Stream.ERR), 80, 1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whereNobodyLooksNothingIsSaid() {
    ProgressLine.during(surroundings(Set.of(Stream.OUT), 80, 9), List.of("skypilot"), () -> "done");
    assertThat(err.toString()).isEmpty();
  }

  private String during(Set<Stream> terminals, int columns, int seconds) {
    return ProgressLine.during(
        surroundings(terminals, columns, seconds),
        List.of("skypilot", "wandb"),
        () -> {
          ticks.awaitEnd();
          return "done";
        });
  }

  private Surroundings surroundings(Set<Stream> terminals, int columns, int seconds) {
    ticks.last = seconds;
    return new Surroundings(
        Map.of(),
        Path.of(""),
        Path.of(""),
        ticks::instant,
        ticks::pause,
        Output.to(OutputStream.nullOutputStream()),
        new PrintWriter(err),
        new Screen(terminals, columns, Set.of()));
  }

  /// Seconds that pass as soon as somebody waits for them, up to the last.
  private static final class Ticks {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger passed = new AtomicInteger();
    private volatile int last;

    Instant instant() {
      return Instant.EPOCH.plusSeconds(passed.get());
    }

    void pause(Duration wait) throws InterruptedException {
      if (passed.get() == last) {
        end.countDown();
        new CountDownLatch(1).await();
      }
      passed.addAndGet((int) wait.toSeconds());
    }

    void awaitEnd() {
      try {
        end.await();
      } catch (InterruptedException ended) {
        throw new IllegalStateException(ended);
      }
    }
  }
}
