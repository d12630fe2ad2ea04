// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Admission;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.http.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The clock goes on only where somebody waits.
final class PaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Instant now = Workspace.NOW;

  private void wait(Duration time) {
    now = now.plus(time);
  }

  @Test
  void noMinuteHasMoreRequestsThanItMay() throws InterruptedException {
    Admission admission = new Pace(() -> now, 3).admission(this::wait);
    List<Instant> sent = new ArrayList<>();
    for (int request = 0; request < 20; request++) {
      while (!admission.admit()) {
        admission.await(MINUTE);
      }
      sent.add(now);
      now = now.plusSeconds(7);
    }
    for (int index = 3; index < sent.size(); index++) {
      assertThat(Duration.between(sent.get(index - 3), sent.get(index)))
          .isGreaterThanOrEqualTo(MINUTE);
    }
    assertThat(Duration.between(sent.getFirst(), sent.getLast())).isLessThan(Duration.ofMinutes(7));
  }

  @Test
  void whoeverAsksSeldomNeverWaits() {
    Admission admission = new Pace(() -> now, 3).admission(this::wait);
    for (int request = 0; request < 10; request++) {
      assertThat(admission.admit()).isTrue();
      now = now.plusSeconds(20);
    }
  }

  /// A request that is answered at once, and one that is sent twice.
  @Test
  void whatIsSentAgainIsPacedToo() {
    try (AsanaServer server = Workspace.served(1)) {
      server.fail(Strike.always(AsanaFault.SERVER_ERROR).at("/projects").onlyRequest(1));
      AsanaClient client = client(server, 1);

      client.check();
      client.projects();

      assertThat(server.requests()).hasSize(3);
      assertThat(Duration.between(Workspace.NOW, now)).isEqualTo(MINUTE.multipliedBy(2));
    }
  }

  private AsanaClient client(AsanaServer server, int perMinute) {
    Redactor redactor = new Redactor();
    Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)).pausing(this::wait).trying(2),
            () -> now,
            redactor,
            Optional.empty());
    Identity token = new Identity.Token(Secret.of("sandbox-asana-token"));
    return new AsanaClient(
        new AsanaApi(
            http,
            Endpoint.parse(server.endpoint().toString(), redactor),
            token,
            new Pace(() -> now, perMinute)),
        Workspace.GID);
  }
}
