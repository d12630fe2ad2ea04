// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.skypilot.fleet.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class QueueTest {
  private static final String V2 = "/jobs/queue/v2";

  private record Page(List<Map<String, Object>> rows, long total, long totalNoFilter) {
    Set<Object> jobs() {
      return Set.copyOf(rows.stream().map(row -> row.get("job_id")).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerVersion.class,
      names = {"V18", "V24"})
  void pagesOfOldReleasesCountTasks(ServerVersion version) {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 100, version));
        Client client = new Client(server)) {
      List<Map<String, Object>> all = client.queue(version);
      List<Page> pages = pages(client, 20, 8);

      assertThat(pages.subList(0, all.size() / 20)).allMatch(page -> page.rows().size() == 20);
      assertThat(pages).allMatch(page -> page.total() == all.size());
      assertThat(pages).allMatch(page -> page.totalNoFilter() == all.size());
      assertThat(rows(pages)).isEqualTo(all);
      assertThat(pages.getLast().rows()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerVersion.class,
      names = {"V43", "V52", "V53"})
  void pagesOfNewReleasesCountJobs(ServerVersion version) {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 100, version));
        Client client = new Client(server)) {
      List<Map<String, Object>> all = client.queue(version);
      List<Page> pages = pages(client, 20, 6);

      assertThat(pages.subList(0, 5)).allMatch(page -> page.jobs().size() == 20);
      assertThat(pages.subList(0, 5)).anyMatch(page -> page.rows().size() > 20);
      assertThat(pages).allMatch(page -> page.total() == 100);
      assertThat(pages).allMatch(page -> page.totalNoFilter() == all.size());
      assertThat(rows(pages)).isEqualTo(all);
      assertThat(pages.getLast().rows()).isEmpty();
    }
  }

  @Test
  void comesNewestJobFirstAndEarliestTaskFirst() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      assertThat(client.queue(ServerVersion.V52))
          .isSortedAccordingTo(
              Comparator.comparing((Map<String, Object> row) -> (Long) row.get("job_id"))
                  .reversed()
                  .thenComparing(row -> (Long) row.get("task_id")));
    }
  }

  @Test
  void givesAllCountsForALimitOfOne() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      Map<String, Object> answer =
          Json.object(client.value(V2, "{\"all_users\":true,\"limit\":1}"));

      assertThat(Json.objects(answer.get("jobs"))).hasSize(1);
      assertThat(Json.object(answer.get("status_counts")))
          .isEqualTo(longs(new QueueCount(client.queue(ServerVersion.V52)).byStatus()));
    }
  }

  @Test
  void filtersRowsByStatusButCountsAll() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      Map<String, Object> answer =
          Json.object(
              client.value(V2, "{\"all_users\":true,\"statuses\":[\"PENDING\",\"RUNNING\"]}"));
      Map<String, Integer> counts = new QueueCount(client.queue(ServerVersion.V52)).byStatus();

      assertThat(Json.objects(answer.get("jobs")))
          .hasSize(counts.get("PENDING") + counts.get("RUNNING"))
          .allMatch(row -> Set.of("PENDING", "RUNNING").contains(row.get("status")));
      assertThat(Json.object(answer.get("status_counts"))).isEqualTo(longs(counts));
    }
  }

  @ParameterizedTest
  @EnumSource(value = ServerVersion.class, mode = Mode.EXCLUDE, names = "V17")
  void skipsFinishedJobsButNotFinishedTasksOfOthers(ServerVersion version) {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 300, version));
        Client client = new Client(server)) {
      List<Map<String, Object>> live =
          client.queue(version).stream().filter(row -> !QueueCount.isTerminal(row)).toList();
      Set<Object> jobs = Set.copyOf(live.stream().map(row -> row.get("job_id")).toList());

      Page page = page(client, "{\"all_users\":true,\"skip_finished\":true}");

      assertThat(page.jobs()).isEqualTo(jobs);
      assertThat(page.rows())
          .isEqualTo(
              client.queue(version).stream()
                  .filter(row -> jobs.contains(row.get("job_id")))
                  .toList());
    }
  }

  @Test
  void filtersByTextOfUserNameAndPool() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 300, ServerVersion.V52));
        Client client = new Client(server)) {
      assertThat(page(client, "{\"all_users\":true,\"user_match\":\"lab.example\"}").rows())
          .isNotEmpty()
          .allMatch(row -> ((String) row.get("user_name")).endsWith("@lab.example"));
      assertThat(page(client, "{\"all_users\":true,\"name_match\":\"sweep\"}").rows())
          .isNotEmpty()
          .allMatch(row -> ((String) row.get("job_name")).contains("sweep"));
      assertThat(page(client, "{\"all_users\":true,\"pool_match\":\"eval\"}").rows())
          .isNotEmpty()
          .allMatch(row -> row.get("pool").equals("evals"));
      assertThat(page(client, "{\"all_users\":true,\"user_match\":\"nobody\"}"))
          .isEqualTo(new Page(List.of(), 0, 0));
    }
  }

  @Test
  void filtersByJobId() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      Object id = client.queue(ServerVersion.V52).get(10).get("job_id");

      assertThat(page(client, "{\"all_users\":true,\"job_ids\":[" + id + "]}").jobs())
          .containsExactly(id);
    }
  }

  @Test
  void isTheCallersOwnUnlessAllAreAskedFor() {
    String kofi = Person.STAFF.get(3).name().orElseThrow();
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 300, ServerVersion.V52));
        Client anonymous = new Client(server);
        Client proxied = new Client(server, "X-Auth-Request-Email", kofi)) {
      Page nothing = page(anonymous, "{}");

      assertThat(nothing.rows()).isEmpty();
      assertThat(nothing.total()).isZero();
      assertThat(nothing.totalNoFilter()).isPositive();
      assertThat(page(proxied, "{}").rows())
          .isNotEmpty()
          .allMatch(row -> row.get("user_name").equals(kofi));
      String named =
          "{\"env_vars\":{\"SKYPILOT_USER_ID\":\"%s\",\"SKYPILOT_USER\":\"kofi\"}}"
              .formatted(Person.STAFF.get(3).hash());
      assertThat(page(anonymous, named)).isEqualTo(page(proxied, "{}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "job_id, job_id",
    "name, job_name",
    "submitted_at, submitted_at",
    "status, status",
    "job_duration, job_duration",
    "recovery_count, recovery_count",
    "resources, resources",
    "cloud, cloud"
  })
  void sortsWholeJobsEitherWay(String key, String column) {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 200, ServerVersion.V52));
        Client client = new Client(server)) {
      String body = "{\"all_users\":true,\"sort_by\":\"%s\",\"sort_order\":\"%s\"}";
      List<Comparable<Object>> up = firstTasks(client, body.formatted(key, "asc"), column);
      List<Comparable<Object>> down = firstTasks(client, body.formatted(key, "desc"), column);

      assertThat(up.stream().filter(Objects::nonNull)).isSorted();
      assertThat(down).isEqualTo(up.reversed());
      assertThat(up.subList(0, 5).contains(null)).isEqualTo(up.contains(null));
    }
  }

  @Test
  void leavesOutFieldsThatAreNotAskedFor() {
    String body = "{\"all_users\":true,\"fields\":[\"task_id\",\"job_duration\",\"user_name\"]}";
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      List<Map<String, Object>> all = client.queue(ServerVersion.V52);
      List<Map<String, Object>> some = page(client, body).rows();

      assertThat(some).allMatch(row -> row.keySet().equals(all.getFirst().keySet()));
      assertThat(filled(some))
          .containsExactlyInAnyOrder(
              "job_id",
              "task_id",
              "status",
              "job_duration",
              "user_name",
              "user_hash",
              "is_job_group");
    }
  }

  @Test
  void bringsAllOfTheClusterForOneFieldOfIt() {
    String body = "{\"all_users\":true,\"fields\":[\"region\"]}";
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      assertThat(filled(page(client, body).rows()))
          .contains("cloud", "region", "zone", "infra", "accelerators", "cluster_resources")
          .doesNotContain("resources", "job_duration");
    }
  }

  @Test
  void ignoresFieldsAndSortingBeforeTheyExisted() {
    String fields =
        "{\"all_users\":true,\"fields\":[\"job_id\"],\"sort_by\":\"job_id\",\"sort_order\":\"asc\"}";
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, ServerVersion.V18));
        Client client = new Client(server)) {
      assertThat(page(client, fields).rows()).isEqualTo(client.queue(ServerVersion.V18));
    }
  }

  @Test
  void wasNotThereInItsSecondVersionAtFirst() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, ServerVersion.V17));
        Client client = new Client(server)) {
      assertThat(client.post(V2, "{}").statusCode()).isEqualTo(404);
      assertThat(client.queue(ServerVersion.V17)).isNotEmpty();
    }
  }

  @Test
  void tellsNothingWhereNothingIsKnown() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 400, ServerVersion.V52));
        Client client = new Client(server)) {
      List<Map<String, Object>> rows = client.queue(ServerVersion.V52);

      assertThat(
              rows.stream().filter(QueueCount::isTerminal).filter(row -> row.get("pool") == null))
          .allMatch(row -> row.get("region").equals("-") && row.get("accelerators") == null);
      assertThat(
              rows.stream().filter(row -> row.get("pool") != null && row.get("start_at") != null))
          .allMatch(row -> !row.get("region").equals("-"));
      assertThat(rows.stream().filter(row -> row.get("schedule_state").equals("WAITING")))
          .isNotEmpty()
          .allMatch(row -> row.get("submitted_at") == null && row.get("controller_pid") == null);
      assertThat(rows.stream().filter(row -> row.get("schedule_state").equals("ALIVE_BACKOFF")))
          .isNotEmpty()
          .allMatch(row -> row.get("submitted_at") != null && row.get("status").equals("PENDING"));
      assertThat(rows.stream().filter(row -> row.get("start_at") == null))
          .allMatch(row -> row.get("last_recovered_at").equals(-1.0))
          .allMatch(row -> row.get("job_duration").equals(0.0));
      assertThat(
              rows.stream().filter(QueueCount::isTerminal).filter(row -> row.get("end_at") == null))
          .isNotEmpty()
          .allMatch(row -> row.get("status").equals("CANCELLED"));
    }
  }

  private static List<Page> pages(Client client, int limit, int count) {
    return Stream.iterate(1, number -> number + 1)
        .limit(count)
        .map(number ->
            page(client, "{\"all_users\":true,\"page\":%d,\"limit\":%d}".formatted(number, limit)))
        .toList();
  }

  private static Page page(Client client, String body) {
    Map<String, Object> answer = Json.object(client.value(V2, body));
    return new Page(
        Json.objects(answer.get("jobs")),
        (Long) answer.get("total"),
        (Long) answer.get("total_no_filter"));
  }

  private static List<Map<String, Object>> rows(List<Page> pages) {
    return pages.stream().flatMap(page -> page.rows().stream()).toList();
  }

  @SuppressWarnings("unchecked") // a column holds texts or numbers, not both
  private static List<Comparable<Object>> firstTasks(Client client, String body, String column) {
    List<Comparable<Object>> values = new ArrayList<>();
    for (Map<String, Object> row : page(client, body).rows()) {
      if (row.get("task_id").equals(0L)) {
        values.add((Comparable<Object>) row.get(column));
      }
    }
    return values;
  }

  private static Set<String> filled(List<Map<String, Object>> rows) {
    Set<String> keys = new TreeSet<>();
    for (Map<String, Object> row : rows) {
      row.forEach((key, value) -> {
        if (value != null) {
          keys.add(key);
        }
      });
    }
    return keys;
  }

  private static Map<String, Object> longs(Map<String, Integer> counts) {
    Map<String, Object> longs = new TreeMap<>();
    counts.forEach((key, count) -> longs.put(key, (long) count));
    return longs;
  }
}
