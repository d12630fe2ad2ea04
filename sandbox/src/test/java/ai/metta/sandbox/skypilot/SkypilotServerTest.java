// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SkypilotServerTest {
  @Test
  void listensOnLoopbackOnly() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small())) {
      assertThat(server.endpoint()).hasScheme("http").hasHost("127.0.0.1").hasPath("");
      assertThat(server.endpoint().getPort()).isPositive();
    }
  }

  @Test
  void saysWhichPortItCouldNotHave() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small())) {
      int port = server.endpoint().getPort();

      assertThatThrownBy(() -> SkypilotServer.start(Servers.small().withPort(port)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + port);
    }
  }

  @Test
  void countsRequestsByPath() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      client.get("/api/health");
      client.value("/status", "{}");
      client.value("/status", "{}");
      client.get("/nowhere?x=1");

      assertThat(server.requests())
          .isEqualTo(Map.of("/api/get", 2, "/api/health", 1, "/nowhere", 1, "/status", 2));
    }
  }

  @Test
  void tellsWhatIsSoAsTimeGoesOn() {
    AtomicReference<Instant> now = new AtomicReference<>(Instants.MORNING);
    InstantSource clock = now::get;
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(5, 60), clock));
        Client client = new Client(server)) {
      String old = client.order("/jobs/queue/v2", "{\"all_users\":true}");
      String before = client.get("/api/get?request_id=" + old).body();
      Object newest = client.queue(ServerVersion.V52).getFirst().get("job_id");

      now.set(Instants.MORNING.plus(Duration.ofHours(12)));

      QueueCount count = new QueueCount(client.queue(ServerVersion.V52));
      assertThat((Long) count.rows().getFirst().get("job_id")).isGreaterThan((Long) newest);
      assertThat(count.runtimes()).isEqualTo(server.truth(now.get()).running().runtimesSeconds());
      assertThat(client.get("/api/get?request_id=" + old).body()).isEqualTo(before);
    }
  }

  @Test
  void stopsWhateverItIsDoingWhenItIsClosed() throws Exception {
    SkypilotServer server = SkypilotServer.start(Servers.small().withLatency(Duration.ofDays(1)));
    try (Client client = new Client(server)) {
      String id = client.order("/status", "{}");
      CompletableFuture<HttpResponse<String>> waiting =
          client.getLater("/api/get?request_id=" + id);
      server.fail(Fault.ENDLESS_BODY);
      InputStream endless = client.open("/api/health").body();
      assertThat(endless.read()).isPositive();

      server.close();
      server.close();

      assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
      assertThat(ends(endless)).isTrue();
      assertThatThrownBy(() -> client.get("/api/health")).isInstanceOf(UncheckedIOException.class);
    }
  }

  /// Reads to the end, be it a good one or not.
  private static boolean ends(InputStream body) {
    try {
      body.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return true;
    }
  }
}
