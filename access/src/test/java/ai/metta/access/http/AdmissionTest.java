// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that go out only when they are let.
final class AdmissionTest {
  private final Client client = Client.plain();
  private Service service;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Request list() {
    return Request.get(service.uri("/list?page=1"));
  }

  /// Lets so many requests out, and remembers what it was told.
  private static final class Few implements Admission {
    private int left;
    private final List<String> told = new CopyOnWriteArrayList<>();

    Few(int left) {
      this.left = left;
    }

    @Override
    public synchronized boolean admit() {
      if (left == 0) {
        throw new FailureException(new Failure.RateLimit("kept for others", Optional.empty()));
      }
      left--;
      return true;
    }

    @Override
    public void await(Duration atMost) {}

    @Override
    public void ended(Optional<Headers> answered) {
      told.add(answered.map(headers -> headers.first("X-Left").orElse("-")).orElse("no answer"));
    }
  }

  @Test
  void repetitionsGoOutOnlyWhenTheyAreLet() {
    service.answers(502, "", Map.of("X-Left", "2")).answers(200, "now");
    Few admission = new Few(1);
    assertThat(Client.failureOf(() -> client.http().admittedBy(admission).send(list())).message())
        .isEqualTo("kept for others");
    assertThat(service.requests()).hasSize(1);
    assertThat(admission.told).containsExactly("2");
  }

  @Test
  void redirectsGoOutOnlyWhenTheyAreLet() {
    service.answers(301, "", Map.of("Location", "/moved")).answers(200, "there");
    Few admission = new Few(1);
    assertThat(Client.failureOf(() -> client.http().admittedBy(admission).send(list())).message())
        .isEqualTo("kept for others");
    assertThat(service.requests()).hasSize(1);
    assertThat(client.http().admittedBy(new Few(1)).send(list()).text()).isEqualTo("there");
  }

  @Test
  void whatIsNotAnsweredHasEndedToo() {
    Few admission = new Few(4);
    Request nowhere = Request.get(service.uri("/")).repeated(Repeat.NEVER);
    service.close();
    Client.failureOf(() -> client.http().admittedBy(admission).send(nowhere));
    assertThat(admission.told).containsExactly("no answer");
  }

  @Test
  void whatIsNotLetOutInTimeIsNotSent() {
    Admission admission =
        new Admission() {
          @Override
          public boolean admit() {
            return false;
          }

          @Override
          public void await(Duration atMost) throws InterruptedException {
            throw new InterruptedException("its time is up");
          }

          @Override
          public void ended(Optional<Headers> answered) {}
        };
    assertThat(Client.failureOf(() -> client.http().admittedBy(admission).send(list())).message())
        .endsWith("interrupted: deadline");
    assertThat(service.requests()).isEmpty();
  }

  /// What waited for a place is asked when its turn has come, not before.
  @Test
  void aRequestIsLetOutWhenItsTurnHasCome() throws InterruptedException {
    service.answers(200, "");
    List<String> order = new CopyOnWriteArrayList<>();
    Admission admission =
        new Admission() {
          @Override
          public boolean admit() {
            order.add("admitted");
            return true;
          }

          @Override
          public void await(Duration atMost) {}

          @Override
          public void ended(Optional<Headers> answered) {
            order.add("ended");
          }
        };
    Http one = client.http().atOnce(1).admittedBy(admission);
    List<Thread> threads =
        IntStream.range(0, 3)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> one.send(list())))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(order)
        .containsExactly("admitted", "ended", "admitted", "ended", "admitted", "ended");
  }

  /// Lets nothing out that asks for `/late` before something else has ended.
  private static final class AfterAnother implements Admission {
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final boolean isLate;

    AfterAnother(boolean isLate) {
      this.isLate = isLate;
    }

    @Override
    public boolean admit() {
      return !isLate || ended.getCount() == 0;
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
      waiting.countDown();
      boolean _ = ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void ended(Optional<Headers> answered) {}
  }

  /// With a single place, whoever waits to be let leaves it to who is.
  @Test
  void whoeverWaitsToBeLetKeepsNoPlace() throws Exception {
    service.answers(200, "other").answers(200, "late");
    AfterAnother admission = new AfterAnother(true);
    Http one = client.http().atOnce(1);
    FutureTask<String> late = new FutureTask<>(() -> one.admittedBy(admission).send(list()).text());
    Thread.ofVirtual().start(late);
    admission.waiting.await();
    assertThat(one.admittedBy(new AfterAnother(false)).send(list()).text()).isEqualTo("other");
    admission.ended.countDown();
    assertThat(late.get()).isEqualTo("late");
  }

  /// What is narrowed again leaves the wider client's other places to others, however many wait.
  @Test
  void aNarrowerClientTakesNoMoreThanItsPlaces() throws Exception {
    service.answers(200, "slow").answers(200, "other").answers(200, "slow");
    AfterAnother held = new AfterAnother(false);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    Admission slow =
        new Admission() {
          @Override
          public boolean admit() {
            inside.countDown();
            try {
              answered.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return true;
          }

          @Override
          public void await(Duration atMost) {}

          @Override
          public void ended(Optional<Headers> answered) {}
        };
    Http two = client.http().atOnce(2);
    Http narrow = two.atOnce(1).admittedBy(slow);
    List<Thread> slowly =
        IntStream.range(0, 4)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> narrow.send(list())))
            .toList();
    inside.await();
    assertThat(two.admittedBy(held).send(list()).status()).isEqualTo(200);
    answered.countDown();
    for (Thread thread : slowly) {
      thread.join();
    }
  }

  @Test
  void whatIsNotLetOutBeforeTheDeadlineSaysThatItWasNotSent() {
    Instant[] now = {Client.NOW};
    List<Duration> waited = new CopyOnWriteArrayList<>();
    Admission never =
        new Admission() {
          @Override
          public boolean admit() {
            return false;
          }

          @Override
          public void await(Duration atMost) {
            waited.add(atMost);
            now[0] = now[0].plus(atMost);
          }

          @Override
          public void ended(Optional<Headers> answered) {}
        };
    HttpPolicy policy = HttpPolicy.standard("1.2", new SplittableRandom(1));
    Http ending =
        Http.of(policy, () -> now[0], new Redactor(), Optional.empty())
            .until(Client.NOW.plusSeconds(240))
            .admittedBy(never);
    assertThat(Client.failureOf(() -> ending.send(list())).message())
        .endsWith("not sent: the run's deadline 2026-01-02T03:04:00Z has passed");
    // Longer than the answer may take: that begins when the request goes out.
    assertThat(waited).containsExactly(Duration.ofMinutes(4));
    assertThat(service.requests()).isEmpty();
  }
}
