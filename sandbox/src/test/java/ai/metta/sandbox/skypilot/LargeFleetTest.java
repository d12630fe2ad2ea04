// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import ai.metta.sandbox.skypilot.fleet.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A queue of 100,000 jobs, in a process whose memory is smaller than the answer.
final class LargeFleetTest {
  private static final int JOBS = 100_000;

  @ParameterizedTest
  @CsvSource({"V53, /jobs/queue/v2", "V52, /jobs/queue"})
  void isServedWholeWithoutBeingHeldInMemory(ServerVersion version, String path)
      throws IOException, InterruptedException {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, JOBS, version));
        Client client = new Client(server)) {
      FleetTruth truth = server.truth(Servers.CLOCK.instant());
      String id = client.order(path, "{\"all_users\":true}");
      Map<Status, Integer> counts = new EnumMap<>(Status.class);
      for (Status status : Status.values()) {
        counts.put(status, 0);
      }

      try (InputStream body = client.open("/api/get?request_id=" + id).body()) {
        InnerStream inner = new InnerStream(body);
        countStatuses(inner, counts);
        assertThat(inner.outerBytes()).isGreaterThan(Runtime.getRuntime().maxMemory());
      }
      assertThat(counts).isEqualTo(truth.byStatus());
      assertThat(truth.jobs()).isEqualTo(JOBS);
    }
  }

  @Test
  void isServedInPages() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, JOBS, ServerVersion.V52));
        Client client = new Client(server)) {
      Map<String, Object> page =
          Json.object(
              client.value("/jobs/queue/v2", "{\"all_users\":true,\"page\":100,\"limit\":1000}"));
      String past = "{\"all_users\":true,\"page\":101,\"limit\":1000}";

      assertThat(page.get("total")).isEqualTo((long) JOBS);
      assertThat(Json.objects(page.get("jobs"))).hasSizeGreaterThanOrEqualTo(1000);
      assertThat(Json.objects(Json.object(client.value("/jobs/queue/v2", past)).get("jobs")))
          .isEmpty();
    }
  }

  /// Counts the values under `status`, one row at a time.
  private static void countStatuses(InputStream inner, Map<Status, Integer> counts) {
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), inner)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("status")) {
          parser.nextToken();
          counts.merge(Status.valueOf(parser.getString()), 1, Integer::sum);
        }
      }
    }
  }
}
