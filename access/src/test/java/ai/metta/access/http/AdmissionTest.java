// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
    public synchronized void admit() {
      if (left == 0) {
        throw new FailureException(new Failure.RateLimit("kept for others", Optional.empty()));
      }
      left--;
    }

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
          public void admit() throws InterruptedException {
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
          public void admit() {
            order.add("admitted");
          }

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
}
