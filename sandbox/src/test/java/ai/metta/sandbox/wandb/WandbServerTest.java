// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import ai.metta.sandbox.wandb.experiments.TrainingRun.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the simulated W&B answers on the wire.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WandbServerTest {
  private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
  private static final Experiments EXPERIMENTS = Experiments.of(Fleet.of(7, 600));
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WandbServer server =
      WandbServer.start(WandbOptions.of(EXPERIMENTS, InstantSource.fixed(NOW)));

  @AfterAll
  void stop() {
    server.close();
  }

  private HttpResponse<String> asked(String key, String query, Map<String, Object> variables) {
    String body = JsonTree.text(JsonTree.of("query", query, "variables", variables));
    String credential =
        Base64.getEncoder().encodeToString(("api:" + key).getBytes(StandardCharsets.UTF_8));
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(server.endpoint() + "/graphql"))
              .header("Authorization", "Basic " + credential)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> asked(String query, Map<String, Object> variables) {
    return asked("sandbox-wandb-key", query, variables);
  }

  private static Object at(HttpResponse<String> answer, String... path) {
    Object found = JsonTree.read(answer.body().getBytes(StandardCharsets.UTF_8));
    for (String step : path) {
      found = ((Map<?, ?>) found).get(step);
    }
    return found;
  }

  private static String ofArena(String selections) {
    String after = selections.contains("$after") ? ", $after: String" : "";
    return "query Q($filters: JSONString"
        + after
        + ") { project(entityName: \"metta-sandbox\", name: \"arena\") { "
        + selections
        + " } }";
  }

  private static List<TrainingRun> visible(Predicate<TrainingRun> wanted) {
    return EXPERIMENTS.at(NOW).runs("arena").stream()
        .filter(run -> run.sight() == Sight.OPEN)
        .filter(wanted)
        .toList();
  }

  /// 200 all the same.
  @Test
  void aWrongKeyIsNobodysAndSeesNothing() {
    HttpResponse<String> answer =
        asked(
            "wrong",
            "query Q { viewer { username } project(entityName: \"metta-sandbox\", name: \"arena\") { name } }",
            Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"data\":{\"viewer\":null,\"project\":null}}");
  }

  @Test
  void everyRunThatMayBeSeenIsOnOnePageAndSomePagesAreEmpty() {
    List<String> seen = new ArrayList<>();
    int empty = 0;
    Object cursor = Optional.empty();
    Object more = true;
    while (more.equals(true)) {
      HttpResponse<String> answer =
          asked(
              ofArena(
                  "runs(first: 3, after: $after, filters: $filters, order: \"+created_at\") { edges { node { name } } pageInfo { endCursor hasNextPage } }"),
              JsonTree.of("after", cursor, "filters", "{}"));
      List<?> edges = (List<?>) at(answer, "data", "project", "runs", "edges");
      edges.forEach(
          edge -> seen.add(((Map<?, ?>) ((Map<?, ?>) edge).get("node")).get("name").toString()));
      empty += edges.isEmpty() ? 1 : 0;
      cursor = at(answer, "data", "project", "runs", "pageInfo", "endCursor");
      more = at(answer, "data", "project", "runs", "pageInfo", "hasNextPage");
    }

    assertThat(seen)
        .containsExactlyElementsOf(visible(_ -> true).stream().map(TrainingRun::id).toList());
    assertThat(empty).isPositive();
  }

  private Object count(String filters) {
    return at(
        asked(ofArena("runCount(filters: $filters)"), Map.of("filters", filters)),
        "data",
        "project",
        "runCount");
  }

  @Test
  void filtersAreMongos() {
    assertThat(count("{\"state\":\"finished\"}"))
        .isEqualTo((long) visible(run -> run.state().word().equals("finished")).size());
    assertThat(count("{\"state\":{\"$nin\":[\"finished\",\"failed\"]}}"))
        .isEqualTo((long) visible(run -> !run.state().word().matches("finished|failed")).size());
    assertThat(
            count("{\"$or\":[{\"displayName\":{\"$regex\":\"^local\"}},{\"state\":\"crashed\"}]}"))
        .isEqualTo(
            (long)
                visible(run ->
                        run.displayName().startsWith("local")
                            || run.state().word().equals("crashed"))
                    .size());
    assertThat(count("{\"heartbeatAt\":{\"$exists\":false}}"))
        .isEqualTo((long) visible(run -> run.heartbeat().isEmpty()).size());
    assertThat(count("{\"heartbeatAt\":{\"$gte\":\"2026-06-02T12:00:00Z\"}}"))
        .isEqualTo(
            (long)
                visible(run ->
                        run.heartbeat()
                            .filter(at -> !at.isBefore(Instant.parse("2026-06-02T12:00:00Z")))
                            .isPresent())
                    .size());
  }

  /// It matches nothing, and says nothing.
  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01T00:00:00", "2026-01-01", "2026-01-01T00:00:00+00:00"})
  void aTimeWithoutZMatchesNothing(String time) {
    assertThat(count("{\"heartbeatAt\":{\"$gte\":\"" + time + "\"}}")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"state\":{\"$all\":[]}}|unknown operator $all",
        "{\"heartbeatAt\":{\"$gte\":1700000000}}|is no number",
        "{\"colour\":\"red\"}|unknown key colour",
        "{|not JSON",
      })
  void aFilterThatIsNotKnownIsRefused(String filters, String why) {
    HttpResponse<String> answer =
        asked(ofArena("runCount(filters: $filters)"), Map.of("filters", filters));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }

  @Test
  void whatTheSchemaDoesNotHaveIsRefusedInItsWords() {
    HttpResponse<String> answer =
        asked(
            "query Q { project(entityName: \"metta-sandbox\", name: \"arena\") { runs(first: 1) { edges { node { finishedAt } } } } }",
            Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("Cannot query field \\\"finishedAt\\\" on type \\\"Run\\\".");
  }

  @Test
  void keysNarrowWhatARunSays() {
    HttpResponse<String> answer =
        asked(
            "query Q($filters: JSONString) { project(entityName: \"metta-sandbox\", name: \"arena\") { runs(first: 1, filters: $filters) { edges { node { summaryMetrics(keys: [\"_runtime\"]) } } } } }",
            Map.of("filters", "{\"state\":\"finished\"}"));

    assertThat(answer.body())
        .contains("\"summaryMetrics\":\"{\\\"_runtime\\\":")
        .doesNotContain("sps");
  }

  @Test
  void whatIsToldIsTheSameAgainAndOtherwiseForAnotherOrganisation() {
    String query =
        "query Q { project(entityName: \"metta-sandbox\", name: \"arena\") { runs(first: 50) { edges { node { name state config summaryMetrics systemMetrics } } } } }";
    String once = asked(query, Map.of()).body();
    assertThat(asked(query, Map.of()).body()).isEqualTo(once);
    try (WandbServer other =
        WandbServer.start(
            WandbOptions.of(Experiments.of(Fleet.of(8, 600)), InstantSource.fixed(NOW)))) {
      assertThat(other.truth("arena", NOW)).isNotEqualTo(server.truth("arena", NOW));
    }
  }

  @Test
  void anotherTeamsProjectIsNotThere() {
    assertThat(
            asked("query Q { project(entityName: \"other\", name: \"arena\") { name } }", Map.of())
                .body())
        .isEqualTo("{\"data\":{\"project\":null}}");
  }
}
