// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Work is ordered, waited for, and fetched as often as one likes.
final class RequestsTest {
  private static final Duration FOREVER = Duration.ofHours(1);

  @Test
  void aResultIsKept() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      String id = client.order("/jobs/queue/v2", "{\"all_users\":true}");
      String path = "/api/get?request_id=" + id;

      assertThat(client.get(path).body()).isEqualTo(client.get(path).body());
    }
  }

  @Test
  void anIdMayBeCutShort() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      String id = client.order("/status", "{}");

      assertThat(client.get("/api/get?request_id=" + id.substring(0, 10)).body())
          .isEqualTo(client.get("/api/get?request_id=" + id).body());
    }
  }

  @Test
  void aCutThatFitsSeveralFitsNone() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      client.order("/status", "{}");
      client.order("/status", "{}");

      assertThat(client.get("/api/get?request_id=").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aResultIsWaitedForWhileItsStateCanBeRead() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small().withLatency(FOREVER));
        Client client = new Client(server)) {
      String id = client.order("/jobs/queue/v2", "{\"all_users\":true,\"limit\":3}");
      CompletableFuture<HttpResponse<String>> result = client.getLater("/api/get?request_id=" + id);
      Map<String, Object> state =
          Json.objects(Json.parse(client.get("/api/status?request_ids=" + id).body())).getFirst();

      assertThat(result).isNotDone();
      assertThat(state)
          .containsEntry("status", "PENDING")
          .containsEntry("return_value", "null")
          .containsEntry("finished_at", null)
          .containsEntry("request_body", "{\"all_users\":true,\"limit\":3}");
    }
  }

  @Test
  void aReadyResultComesAfterItsLatency() {
    Duration latency = Duration.ofMillis(30);
    try (SkypilotServer server = SkypilotServer.start(Servers.small().withLatency(latency));
        Client client = new Client(server)) {
      Map<String, Object> envelope = Json.object(client.fetch("/status", "{}").body());

      assertThat((Double) envelope.get("finished_at") - (Double) envelope.get("created_at"))
          .isBetween(0.029, 0.031);
    }
  }

  @Test
  void theStateOfFailedWorkSaysSo() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      client.order("/jobs/queue/v2", "{\"page\":1}");
      List<Map<String, Object>> states = Json.objects(Json.parse(client.get("/api/status").body()));

      assertThat(states).hasSize(1);
      assertThat(states.getFirst()).containsEntry("status", "FAILED");
    }
  }

  @Test
  void answersTellTheReleaseToThoseWhoTellTheirs() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client half = new Client(server, "X-SkyPilot-API-Version", "5");
        Client whole =
            new Client(server, "X-SkyPilot-API-Version", "99", "X-SkyPilot-Version", "1");
        Client odd =
            new Client(server, "X-SkyPilot-API-Version", "new", "X-SkyPilot-Version", "1")) {
      assertThat(half.get("/api/health").statusCode()).isEqualTo(200);
      assertThat(half.get("/api/health").headers().firstValue("x-skypilot-version")).isEmpty();
      assertThat(whole.get("/api/health").headers().firstValue("x-skypilot-api-version"))
          .contains("52");
      assertThat(odd.get("/api/health").statusCode()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @CsvSource({"V17, 11", "V18, 11", "V52, 24", "V53, 24"})
  void aClientBelowTheMinimumIsRefused(ServerVersion version, int minimum) {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, version));
        Client below = client(server, minimum - 1);
        Client enough = client(server, minimum)) {
      assertThat(below.get("/api/health").statusCode()).isEqualTo(400);
      assertThat(enough.get("/api/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theMinimumCanBeChosen() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small().withMinimumClient(50));
        Client client = client(server, 49)) {
      Map<String, Object> refusal = Json.object(client.post("/status", "{}").body());

      assertThat(refusal).containsEntry("error", "version_mismatch");
      assertThat((String) refusal.get("message")).contains("\u001b[33m", "0.13.0rc1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "3", "\"text\"", "{", "{\"a\":}", "nope", "null"})
  void aBodyThatIsNoObjectIsNotProcessed(String body) {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      HttpResponse<String> response = client.post("/status", body);

      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(Json.object(response.body()).get("detail")).isInstanceOf(List.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/status         | {\"cluster_names\":\"a\"}      | list_type",
        "/status         | {\"cluster_names\":[1]}        | string_type",
        "/status         | {\"all_users\":[]}             | bool_type",
        "/jobs/queue/v2  | {\"limit\":1.5}                | int_from_float",
        "/jobs/queue/v2  | {\"page\":true}                | int_type",
        "/jobs/queue/v2  | {\"job_ids\":[\"x\"]}          | int_parsing",
        "/jobs/queue     | {\"skip_finished\":\"later\"}  | bool_parsing",
        "/cost_report    | {\"days\":\"many\"}            | int_parsing",
        "/jobs/events    | {}                             | missing"
      })
  void anArgumentOfTheWrongTypeIsNamed(String path, String body, String type) {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      HttpResponse<String> response = client.post(path, body);

      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(Json.objects(Json.object(response.body()).get("detail")).getFirst())
          .containsEntry("type", type)
          .containsKeys("loc", "msg", "input");
    }
  }

  @Test
  void unknownArgumentsAndNullsAreIgnored() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      String body =
          "{\"all_users\":\"yes\",\"limit\":\"2\",\"page\":null,\"new_thing\":{\"a\":[null]}}";

      assertThat(Json.objects(Json.object(client.value("/jobs/queue/v2", body)).get("jobs")))
          .hasSize(2);
    }
  }

  @Test
  void eventsTellAJobsLifeNewestFirst() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 300, ServerVersion.V52));
        Client client = new Client(server)) {
      for (Map<String, Object> row : client.queue(ServerVersion.V52).subList(0, 40)) {
        String body =
            "{\"job_id\":%s,\"task_id\":%s}".formatted(row.get("job_id"), row.get("task_id"));
        List<Map<String, Object>> events = Json.objects(client.value("/jobs/events", body));

        assertThat(events.getFirst().get("new_status")).isEqualTo(row.get("status"));
        assertThat(events.getLast().get("new_status")).isEqualTo("PENDING");
        assertThat(
                events.stream().map(event -> (String) event.get("timestamp")).toList().reversed())
            .isSorted();
      }
      assertThat(client.value("/jobs/events", "{\"job_id\":5}")).isEqualTo(List.of());
      Object id = client.queue(ServerVersion.V52).getLast().get("job_id");
      String one = "{\"job_id\":" + id + ",\"limit\":1}";
      assertThat(Json.objects(client.value("/jobs/events", one))).hasSize(1);
    }
  }

  @Test
  void eventsCameWithTheReleaseThatHasThem() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, ServerVersion.V24));
        Client client = new Client(server)) {
      assertThat(client.post("/jobs/events", "{\"job_id\":1}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void pricesCanBeFilteredByNameCloudAndRegion() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      String path = "/list_accelerators";
      Map<String, Object> a100 = Json.object(client.value(path, "{\"name_filter\":\"^A100\"}"));
      Map<String, Object> azure = Json.object(client.value(path, "{\"clouds\":[\"azure\"]}"));
      Map<String, Object> ireland =
          Json.object(client.value(path, "{\"clouds\":\"aws\",\"region_filter\":\"eu-west-1\"}"));

      assertThat(a100).containsOnlyKeys("A100", "A100-80GB");
      assertThat(azure).isEmpty();
      assertThat(((List<?>) ireland.get("H100")))
          .singleElement()
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .endsWith("eu-west-1")
          .contains("p5.48xlarge", 8.0);
      assertThat(client.fetch(path, "{\"name_filter\":\"(\"}").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void clustersCanBeAskedForByName() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      Object name = Json.objects(client.value("/status", "{}")).getFirst().get("name");

      assertThat(Json.objects(client.value("/status", "{\"cluster_names\":[\"" + name + "\"]}")))
          .hasSize(1);
      assertThat(client.value("/status", "{\"cluster_names\":[\"nothing-here\"]}"))
          .isEqualTo(List.of());
      assertThat(client.value("/status", "{\"all_users\":false}")).isEqualTo(List.of());
    }
  }

  @Test
  void costsTellOfJobsThatAreNoLongerListedAndOfEachOfTheirClusters() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      List<Map<String, Object>> rows = Json.objects(client.value("/cost_report", "{\"days\":7}"));
      long names = rows.stream().map(row -> row.get("name")).distinct().count();

      assertThat(rows.size()).isGreaterThan(300);
      assertThat(rows.stream().map(row -> row.get("cluster_hash"))).doesNotHaveDuplicates();
      assertThat(names).isLessThan(rows.size());
      assertThat(rows)
          .anyMatch(
              row -> ((String) row.get("name")).matches("pretrain-world-model-w-[0-9a-z]{2}-\\d+"));
      assertThat(rows.stream().filter(row -> row.get("status") == null))
          .isNotEmpty()
          .allMatch(row -> row.get("last_event") == null);
    }
  }

  private static Client client(SkypilotServer server, int apiVersion) {
    return new Client(
        server,
        "X-SkyPilot-API-Version",
        Integer.toString(apiVersion),
        "X-SkyPilot-Version",
        "0.0.1");
  }
}
