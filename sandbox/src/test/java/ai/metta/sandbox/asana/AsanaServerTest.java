// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AsanaServerTest {
  private static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");
  private static final String LONG = "/tasks?project=1202000000000005";

  private final AsanaServer server =
      AsanaServer.start(
          AsanaOptions.of(Board.of(7, Fleet.of(7, 600).at(NOW)), InstantSource.fixed(NOW)));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private HttpResponse<String> asked(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.endpoint().resolve("/api/1.0" + path))
            .header("Authorization", "Bearer sandbox-asana-token")
            .build(),
        BodyHandlers.ofString());
  }

  private Map<?, ?> tree(String path) throws Exception {
    HttpResponse<String> answer = asked(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Map<?, ?>)
        JsonTree.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static List<?> items(Map<?, ?> answer) {
    return (List<?>) answer.get("data");
  }

  @Test
  void pagesTogetherAreTheWholeListAndSayWhenTheyEnd() throws Exception {
    List<Object> paged = new ArrayList<>();
    String offset = "";
    do {
      Map<?, ?> page = tree(LONG + "&limit=30" + offset);
      paged.addAll(items(page));
      offset =
          page.get("next_page") instanceof Map<?, ?> next ? "&offset=" + next.get("offset") : "";
    } while (!offset.isEmpty());
    Map<?, ?> whole = tree(LONG);
    assertThat(whole.containsKey("next_page")).isFalse();
    assertThat(items(whole)).hasSizeGreaterThan(100);
    assertThat(paged).hasSameElementsAs(items(whole));
    assertThat(new HashSet<>(paged)).hasSameSizeAs(paged);
  }

  @Test
  void onlyTheFieldsThatWereAskedForAreTold() throws Exception {
    Map<?, ?> task =
        (Map<?, ?>) items(tree(LONG + "&opt_fields=due_on,memberships.section.name")).getFirst();
    assertThat(task.keySet())
        .extracting(String::valueOf)
        .containsExactlyInAnyOrder("gid", "due_on", "memberships");
    Map<?, ?> place = (Map<?, ?>) ((List<?>) task.get("memberships")).getFirst();
    assertThat(place.keySet()).extracting(String::valueOf).containsExactly("section");
    Map<?, ?> compact = (Map<?, ?>) items(tree(LONG)).getFirst();
    assertThat(compact.keySet())
        .extracting(String::valueOf)
        .containsExactly("gid", "resource_type", "name", "resource_subtype");
  }

  @Test
  void whatWasDoneBeforeIsLeftOut() throws Exception {
    int all = items(tree(LONG)).size();
    int recent = items(tree(LONG + "&completed_since=2026-03-11T14:25:07Z")).size();
    List<?> open = items(tree(LONG + "&completed_since=now&opt_fields=completed"));
    assertThat(open.size()).isLessThan(recent);
    assertThat(recent).isLessThan(all);
    assertThat(open).allMatch(task -> Boolean.FALSE.equals(((Map<?, ?>) task).get("completed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tasks?project=1202000000000005&limit=101             | 400 | limit: Must be between 1 and 100",
        "/tasks?project=1202000000000005&limit=10&offset=abc   | 400 | pagination token",
        "/tasks?project=1202000000000005&completed_since=soon  | 400 | completed_since",
        "/tasks                                                | 400 | Must specify exactly one of project",
        "/tasks?project=42                                     | 404 | Unknown object",
        "/projects?workspace=42                                | 404 | Unknown object",
        "/flights                                              | 404 | No matching route",
      })
  void whatAsanaRefusesIsRefusedInItsWords(String path, int status, String words) throws Exception {
    HttpResponse<String> answer = asked(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"errors\"", words);
  }

  @Test
  void nobodyIsLetInWithoutTheToken() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(server.endpoint().resolve("/api/1.0/users/me")).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Not Authorized");
  }

  @Test
  void theSameSeedTellsTheSameStoryAndAnotherAnother() {
    assertThat(board(7)).isEqualTo(board(7)).isNotEqualTo(board(8));
  }

  private static Board board(long seed) {
    return Board.of(seed, Fleet.of(seed, 600).at(NOW));
  }

  /// A bug that names a job is of one that failed.
  @Test
  void bugsFollowFromJobsThatFailed() {
    var fleet = Fleet.of(7, 600).at(NOW);
    List<Integer> named =
        board(7).tasks().stream()
            .filter(task -> task.name().startsWith("Job "))
            .map(task -> Integer.valueOf(task.name().replaceAll("^Job (\\d+) .*", "$1")))
            .toList();
    assertThat(named)
        .isNotEmpty()
        .allMatch(job ->
            Optional.of(fleet.job(fleet.position(job).orElseThrow()))
                .filter(one -> one.tasks().getLast().statusAt(fleet.nowMillis()).isFailure())
                .isPresent());
  }
}
