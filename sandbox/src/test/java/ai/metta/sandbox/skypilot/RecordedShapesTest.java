// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is served has the shape of what real servers were recorded to serve.
final class RecordedShapesTest {
  private static final List<ServerVersion> RECORDED = List.of(ServerVersion.V18, ServerVersion.V52);

  /// Headers that the recording server's own libraries put there.
  private static final Set<String> FOREIGN_HEADERS =
      Set.of("date", "server", "vary", "content-length", "transfer-encoding");

  record Listing(String recording, String path, String body) {}

  private static final List<Listing> LISTINGS =
      List.of(
          new Listing("jobs-queue-v2-all-users", "/jobs/queue/v2", "{\"all_users\":true}"),
          new Listing("jobs-queue-v1-all-users", "/jobs/queue", "{\"all_users\":true}"),
          new Listing("status-all-users", "/status", "{\"all_users\":true}"),
          new Listing("cost-report-30-days", "/cost_report", "{\"days\":30}"));

  static Stream<Arguments> listings() {
    return RECORDED.stream()
        .flatMap(version -> LISTINGS.stream().map(listing -> Arguments.of(version, listing)));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void rowsHaveTheRecordedKeysAndTypes(ServerVersion version, Listing listing) {
    List<Map<String, Object>> recorded = Recordings.of(version).rows(listing.recording());
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 300, version));
        Client client = new Client(server)) {
      List<Map<String, Object>> served = rows(client.value(listing.path(), listing.body()));

      Map<String, Set<String>> recordedTypes = types(recorded);
      assertThat(keySets(served)).isSubsetOf(keySets(recorded));
      assertThat(types(served)).containsOnlyKeys(recordedTypes.keySet());
      types(served)
          .forEach((key, types) -> assertThat(recordedTypes.get(key)).as(key).containsAll(types));
    }
  }

  @Test
  void leanClustersHaveTheRecordedKeys() {
    List<Map<String, Object>> recorded = Recordings.of(ServerVersion.V52).rows("status-lean");
    String body =
        "{\"summary_response\":true,\"include_credentials\":false,\"include_handle\":false}";
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      assertThat(keySets(rows(client.value("/status", body)))).isSubsetOf(keySets(recorded));
    }
  }

  @Test
  void rowsOfASeparateControllerAreEmptyWhereTheRecordedOnesAre() {
    Map<String, Object> derived =
        Json.object(readDerived(Recordings.of(ServerVersion.V52)).get("return_value"));
    List<Map<String, Object>> recorded = Json.objects(derived.get("jobs"));
    SkypilotOptions options =
        Servers.options(7, 300, ServerVersion.V52).withController(Controller.SEPARATE);
    try (SkypilotServer server = SkypilotServer.start(options);
        Client client = new Client(server)) {
      List<Map<String, Object>> served = client.queue(ServerVersion.V52);

      assertThat(keySets(served)).isEqualTo(keySets(recorded));
      assertThat(alwaysNull(served)).containsAll(alwaysNull(recorded));
      assertThat(served).allMatch(row -> row.get("labels").equals(Map.of()));
      assertThat(served).noneMatch(row -> row.get("accelerators") == null);
    }
  }

  static Stream<Arguments> envelopes() {
    return RECORDED.stream()
        .flatMap(version ->
            Stream.of(
                Arguments.of(version, "status-all-users.2-get", "/status"),
                Arguments.of(version, "jobs-queue-v2-all-users.2-get", "/jobs/queue/v2"),
                Arguments.of(version, "jobs-queue-v1-all-users.2-get", "/jobs/queue"),
                Arguments.of(version, "cost-report-30-days.2-get", "/cost_report")));
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void resultsComeInTheRecordedEnvelope(ServerVersion version, String recording, String path) {
    Map<String, Object> recorded = Json.object(Recordings.of(version).read(recording).body());
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, version));
        Client client = new Client(server)) {
      HttpResponse<String> result = client.fetch(path, "{\"all_users\":true}");
      Map<String, Object> served = Json.object(result.body());

      assertThat(served.keySet()).containsExactlyElementsOf(recorded.keySet());
      assertThat(served.get("name")).isEqualTo(recorded.get("name"));
      assertThat(served.get("error")).isEqualTo("null");
      assertThat(served.get("status")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void eventsAndPricesHaveTheRecordedShape() {
    Recordings recordings = Recordings.of(ServerVersion.V52);
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      Object newest = client.queue(ServerVersion.V52).getFirst().get("job_id");
      List<Map<String, Object>> events =
          Json.objects(client.value("/jobs/events", "{\"job_id\":" + newest + "}"));
      assertThat(keySets(events)).isEqualTo(keySets(recordings.rows("jobs-events")));
      assertThat((String) events.getFirst().get("timestamp"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

      Map<String, Object> recorded =
          Json.object(recordings.read("list-accelerators-aws-all-regions.2-get").value());
      Map<String, Object> prices =
          Json.object(client.value("/list_accelerators", "{\"all_regions\":true}"));
      assertThat(prices.keySet()).isEqualTo(recorded.keySet());
      prices.forEach((gpu, offers) ->
          assertThat(offerTypes(offers)).as(gpu).isEqualTo(offerTypes(recorded.get(gpu))));
    }
  }

  record Asking(
      String recording, ServerVersion version, Function<Client, HttpResponse<String>> ask) {}

  static Stream<Asking> answers() {
    String v2 = "/jobs/queue/v2";
    return RECORDED.stream()
        .flatMap(version ->
            Stream.of(
                asking("health-plain", version, client -> client.get("/api/health")),
                asking("users", version, client -> client.get("/users")),
                asking("users-role", version, client -> client.get("/users/role")),
                asking("error-unknown-path-404", version, client -> client.get("/jobs/queue/v3")),
                asking("error-wrong-method-405", version, client -> client.get(v2)),
                asking("error-no-body-422", version, client -> client.post(v2, "")),
                asking(
                    "error-wrong-type-422",
                    version,
                    client -> client.post(v2, "{\"all_users\":\"maybe\",\"limit\":\"many\"}")),
                asking(
                    "error-get-unknown-request-404",
                    version,
                    client ->
                        client.get("/api/get?request_id=00000000-0000-0000-0000-000000000000")),
                asking(
                    "error-get-without-request-id-422", version, client -> client.get("/api/get")),
                asking(
                    "error-page-without-limit.2-get",
                    version,
                    client -> client.fetch(v2, "{\"all_users\":true,\"page\":2}")),
                asking(
                    "error-limit-zero.2-get",
                    version,
                    client -> client.fetch(v2, "{\"all_users\":true,\"page\":1,\"limit\":0}")),
                asking("metrics-on-api-port", version, client -> client.get("/metrics"))));
  }

  private static Asking asking(
      String recording, ServerVersion version, Function<Client, HttpResponse<String>> ask) {
    return new Asking(recording, version, ask);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersHaveTheRecordedStatusShapeAndHeaders(Asking asking) {
    Recordings.Exchange recorded = Recordings.of(asking.version()).read(asking.recording());
    String[] headers =
        recorded.headers().containsKey("x-skypilot-api-version")
            ? new String[] {"X-SkyPilot-API-Version", "99", "X-SkyPilot-Version", "9.9"}
            : new String[0];
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, asking.version()));
        Client client = new Client(server, headers)) {
      compare(recorded, asking.ask().apply(client));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aClientThatIsTooOldIsRefusedEverywhere(ServerVersion version) {
    Recordings recordings = Recordings.of(version);
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, version));
        Client old =
            new Client(server, "X-SkyPilot-API-Version", "5", "X-SkyPilot-Version", "0.9.3")) {
      compare(recordings.read("health-client-too-old"), old.get("/api/health"));
      compare(recordings.read("status-client-too-old"), old.post("/status", "{}"));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aUserWithoutAnIdIsNotSurvived(ServerVersion version) {
    Recordings.Exchange recorded = Recordings.of(version).read("error-empty-env-vars-500");
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, version));
        Client client =
            new Client(server, "X-SkyPilot-API-Version", "99", "X-SkyPilot-Version", "9.9")) {
      compare(recorded, client.post("/status", "{\"env_vars\":{}}"));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void thereIsNoJobsController(ServerVersion version) {
    Recordings recordings = Recordings.of(version);
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, version));
        Client client =
            new Client(server, "X-SkyPilot-API-Version", "99", "X-SkyPilot-Version", "9.9")) {
      server.fail(Fault.CONTROLLER_ABSENT);
      compare(
          recordings.read("error-no-jobs-controller.2-get"),
          client.fetch("/jobs/queue/v2", "{\"all_users\":true}"));
      compare(
          recordings.read("error-no-jobs-controller-v1.2-get"),
          client.fetch("/jobs/queue", "{\"all_users\":true}"));
    }
  }

  @Test
  void aFractionOfAGpuIsRefusedAndShownAsRecorded() {
    Recordings recordings = Recordings.of(ServerVersion.V52);
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client =
            new Client(server, "X-SkyPilot-API-Version", "99", "X-SkyPilot-Version", "9.9")) {
      server.fail(Fault.FRACTIONAL_GPU);
      compare(
          recordings.read("error-fractional-gpu-job.2-get"),
          client.fetch("/jobs/queue/v2", "{\"all_users\":true}"));
      assertThat(rows(client.value("/jobs/queue", "{\"all_users\":true}")))
          .anyMatch(row -> Map.of("L4", 0.5).equals(row.get("accelerators")));
    }
  }

  @Test
  void aServerThatShutsDownRefusesWorkAsRecorded() {
    Recordings.Exchange recorded = Recordings.of(ServerVersion.V52).read("error-shutting-down-503");
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      server.fail(Fault.SHUTTING_DOWN);
      compare(recorded, client.post("/status", "{}"));
      assertThat(client.get("/api/health").statusCode()).isEqualTo(200);
    }
  }

  static List<ServerVersion> recorded() {
    return RECORDED;
  }

  /// Status, header names and top-level shape agree; so does what an error says of itself.
  static void compare(Recordings.Exchange recorded, HttpResponse<String> served) {
    assertThat(served.statusCode()).as(served.body()).isEqualTo(recorded.status());
    assertThat(headerNames(served)).isEqualTo(ownHeaders(recorded));
    String type = served.headers().firstValue("content-type").orElse("");
    assertThat(type).isEqualTo(recorded.headers().get("content-type"));
    if (type.equals("application/json")) {
      assertThat(shape(Json.parse(served.body()))).isEqualTo(shape(recorded.body()));
      assertThat(error(Json.parse(served.body()))).isEqualTo(error(recorded.body()));
    }
  }

  private static Set<String> headerNames(HttpResponse<String> served) {
    Set<String> names = new TreeSet<>(served.headers().map().keySet());
    names.removeAll(FOREIGN_HEADERS);
    return names;
  }

  private static Set<String> ownHeaders(Recordings.Exchange recorded) {
    Set<String> names = new TreeSet<>(recorded.headers().keySet());
    names.removeAll(FOREIGN_HEADERS);
    return names;
  }

  /// The keys of an object, those of its parts included; lists by their first element.
  private static Object shape(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> shape = new TreeMap<>();
        map.forEach((key, part) -> shape.put(key, part instanceof Map ? shape(part) : ""));
        yield shape;
      }
      case List<?> list -> list.isEmpty() ? List.of() : List.of(shape(list.getFirst()));
      case null -> "";
      default -> value.getClass().getSimpleName();
    };
  }

  /// The exception in a failed envelope, or the simple text of a refusal.
  private static Object error(Object body) {
    if (body instanceof Map<?, ?> map && map.get("detail") instanceof Map<?, ?> envelope) {
      Map<String, Object> error = Json.object((String) envelope.get("error"));
      String message = ((String) error.get("message")).lines().findFirst().orElse("");
      return List.of(error.keySet(), error.get("type"), message);
    }
    return body instanceof Map<?, ?> map && map.containsKey("detail") ? map : "";
  }

  private static Map<String, Object> readDerived(Recordings recordings) {
    return Json.object(recordings.text("derived-dedicated-controller-jobs-queue-v2"));
  }

  private static List<Map<String, Object>> rows(Object value) {
    return Json.objects(value instanceof Map<?, ?> map ? map.get("jobs") : value);
  }

  private static Set<Set<String>> keySets(List<Map<String, Object>> rows) {
    return Set.copyOf(rows.stream().map(row -> Set.copyOf(row.keySet())).toList());
  }

  private static Map<String, Set<String>> types(List<Map<String, Object>> rows) {
    Map<String, Set<String>> types = new TreeMap<>();
    for (Map<String, Object> row : rows) {
      row.forEach((key, value) ->
          types
              .computeIfAbsent(key, name -> new TreeSet<>())
              .add(value == null ? "null" : value.getClass().getSimpleName()));
    }
    return types;
  }

  private static Set<String> alwaysNull(List<Map<String, Object>> rows) {
    Set<String> keys = new TreeSet<>(rows.getFirst().keySet());
    rows.forEach(row -> keys.removeIf(key -> row.get(key) != null));
    return keys;
  }

  private static List<Object> offerTypes(Object offers) {
    List<Object> types = new ArrayList<>();
    for (Object part : (List<?>) ((List<?>) offers).getFirst()) {
      types.add(part.getClass());
    }
    return types;
  }
}
