// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DeterminismTest {
  @ParameterizedTest
  @EnumSource(ServerVersion.class)
  void theSameSeedAndInstantGiveTheSameBytes(ServerVersion version) {
    assertThat(transcript(Servers.options(99, 200, version)))
        .as("seed 99")
        .isEqualTo(transcript(Servers.options(99, 200, version)));
  }

  @Test
  void anotherSeedGivesAnotherFleet() {
    assertThat(transcript(Servers.options(99, 60, ServerVersion.V52)))
        .isNotEqualTo(transcript(Servers.options(98, 60, ServerVersion.V52)));
  }

  private static List<String> transcript(SkypilotOptions options) {
    List<String> bodies = new ArrayList<>();
    try (SkypilotServer server = SkypilotServer.start(options);
        Client client = new Client(server)) {
      bodies.add(client.get("/api/health").body());
      bodies.add(client.get("/users").body());
      for (Work work : Work.values()) {
        if (Work.at(work.path(), options.version()).isPresent()) {
          String body = "{\"all_users\":true,\"days\":2,\"job_id\":" + newestJob(client) + "}";
          HttpResponse<String> result = client.fetch(work.path(), body);
          bodies.add(result.statusCode() + result.body());
        }
      }
      bodies.add(client.get("/api/status").body());
    }
    return bodies;
  }

  private static Object newestJob(Client client) {
    return Json.objects(client.value("/jobs/queue", "{\"all_users\":true}"))
        .getFirst()
        .get("job_id");
  }
}
