// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.Ledger.Batch;
import ai.metta.server.intake.Intake.Historical;
import ai.metta.server.store.MetricStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server leaves behind that is killed without warning while points come in: a process of
/// its own, killed by the system.
///
/// `-Dmetta.kill.rounds=200` for more rounds than the usual ten, `-Dmetta.kill.seed=…` for the
/// moments of an earlier run.
final class KillTest {
  private static final int ROUNDS = Integer.getInteger("metta.kill.rounds", 10);
  private static final long SEED = Long.getLong("metta.kill.seed", System.nanoTime());
  private static final int POSTERS = 4;

  /// Times that one store is killed and opened again before the next begins.
  private static final int LIVES = 5;

  private final Random random = new Random(SEED);

  @TempDir Path data;

  @Test
  void everyAcknowledgedPointIsThereOnce() throws Exception {
    System.out.println("metta.kill.seed=" + SEED);
    Path folder = data;
    Ledger ledger = new Ledger();
    int acknowledged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      if (round % LIVES == 0) {
        folder = Files.createDirectory(data.resolve("store" + round));
        ledger = new Ledger();
      }
      killOnce(folder, ledger);
      acknowledged += check(folder, ledger, "seed " + SEED + ", round " + round);
      if ((round + 1) % LIVES == 0) {
        System.out.println("killed " + (round + 1) + " times");
      }
    }
    assertThat(acknowledged).as("seed %d", SEED).isPositive();
  }

  /// One time in five while it opens, else after some batches were acknowledged.
  private void killOnce(Path folder, Ledger ledger) throws Exception {
    Process child = child(folder);
    List<Thread> posters = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      if (random.nextInt(5) == 0) {
        pause(Duration.ofSeconds(1));
      } else {
        URI server = URI.create(child.inputReader(StandardCharsets.UTF_8).readLine());
        Semaphore answers = new Semaphore(0);
        for (int poster = 0; poster < POSTERS; poster++) {
          int number = poster;
          posters.add(Thread.ofVirtual().start(() -> post(http, server, ledger, number, answers)));
        }
        answers.acquire(1 + random.nextInt(60));
        pause(Duration.ofMillis(30));
      }
      child.destroyForcibly().waitFor();
      for (Thread poster : posters) {
        poster.join();
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private void pause(Duration atMost) {
    LockSupport.parkNanos(random.nextLong(atMost.toNanos()));
  }

  /// Batch after batch, until the server is gone.
  private static void post(
      HttpClient http, URI server, Ledger ledger, int poster, Semaphore answers) {
    Client client = new Client(http, server);
    try {
      while (true) {
        Batch batch = ledger.next(poster);
        int status = client.send("POST", "/api/v2/series", ledger.body(batch)).statusCode();
        ledger.answered(batch, status);
        answers.release();
      }
    } catch (IOException gone) {
      // What was under way was not acknowledged.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      // So that a server that takes nothing is found by the check, not waited for.
      answers.release(100);
    }
  }

  private static int check(Path folder, Ledger ledger, String when) {
    try (MetricStore store = MetricStore.open(folder, Instant.EPOCH)) {
      assertThat(store.quarantined()).as(when).isEmpty();
      return ledger.check(store.source(), when);
    }
  }

  private static Process child(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The process that is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      try (LocalDatadog server =
          LocalDatadog.start(
              new LocalDatadog.Options(
                  Path.of(arguments[0]),
                  InetAddress.getLoopbackAddress(),
                  0,
                  Optional.empty(),
                  Historical.TAKEN,
                  Duration.ofDays(36_500)),
              InstantSource.system())) {
        System.out.println(server.url());
        System.out.flush();
        // Until the test has ended, should it end without killing this.
        int _ = System.in.read();
      }
    }
  }
}
