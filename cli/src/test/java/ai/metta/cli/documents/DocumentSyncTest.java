// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.StartedServer;
import ai.metta.collect.Lease;
import ai.metta.metric.Shared;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dashboards and monitors between files and the local server, from the command line.
final class DocumentSyncTest {
  private static final String JOBS =
      """
      {"title":"Jobs","layout_type":"ordered","widgets":[
        {"definition":{"type":"group","title":"Queue","layout_type":"ordered","widgets":[
          {"definition":{"type":"timeseries","title":"Wait","requests":[{"q":"avg:a.wait{*}"}]}},
          {"definition":{"type":"note","content":"see /dashboard/cost"}}]}}]}
      """;
  private static final String COST =
      """
      {"title":"Cost","layout_type":"ordered","widgets":[
        {"definition":{"type":"note","content":"back to /dashboard/jobs"}}]}
      """;

  @TempDir private Path folder;
  private StartedServer server;
  private Console console;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.system();
    server = StartedServer.in(folder, clock);
    console = Console.in(folder).at(clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyDashboardOfTheCorpusComesBackAsItWent() throws IOException {
    Path corpus = Shared.folder("nothing").resolve("corpus/datadog-dashboards");
    List<Path> files;
    try (Stream<Path> all = Files.list(corpus)) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      write(file.getFileName().toString(), Files.readString(file));
    }
    assertThat(dashboard("diff", "--exit-code").code()).isEqualTo(5);
    Ended pushed = dashboard("push", "--yes");
    assertThat(pushed.code()).as(pushed.err()).isZero();
    assertThat(dashboard("diff", "--exit-code"))
        .satisfies(ended -> assertThat(ended.all()).isEqualTo(files.size() + " unchanged\n"))
        .satisfies(ended -> assertThat(ended.code()).isZero());
    assertThat(dashboard("pull", "--dir", "pulled").out().lines()).hasSize(files.size());
    assertThat(dashboard("push", "--yes", "--dir", "pulled"))
        .satisfies(ended -> assertThat(ended.all()).isEqualTo(files.size() + " unchanged\n"));
    assertThat(dashboard("diff", "--exit-code", "--dir", "pulled").code()).isZero();
  }

  @Test
  void aFolderThatIsNamedIsThere() {
    Ended ended = dashboard("push", "--yes", "--dir", "typo");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("there is no folder typo");
  }

  @Test
  void twoPushesDoNotMeet() throws IOException {
    write("jobs.json", JOBS);
    try (Lease _ =
        Lease.take(folder.resolve(".local/share/metta"), "dashboards.push").orElseThrow()) {
      Ended ended = dashboard("push", "--yes");
      assertThat(ended.code()).isEqualTo(6);
      assertThat(ended.err()).contains("somebody else is pushing dashboards");
    }
    assertThat(dashboard("list", "--live").out()).doesNotContain("Jobs");
  }

  @Test
  void aPushIsOnlyToldUnlessItIsWanted() throws IOException {
    write("jobs.json", JOBS);
    Ended told = dashboard("push");
    assertThat(told.out()).isEqualTo("jobs: new\n");
    assertThat(told.err()).contains("--yes");
    assertThat(dashboard("list", "--live").out().lines()).hasSize(1);
  }

  @Test
  void linksGoToIdsAndAreNoDifference() throws IOException {
    write("jobs.json", JOBS);
    write("cost.json", COST);
    assertThat(dashboard("push", "--yes").code()).isZero();
    assertThat(live("jobs")).containsPattern("/dashboard/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}\\b");
    assertThat(live("jobs")).doesNotContain("/dashboard/cost");
    assertThat(live("cost")).doesNotContain("/dashboard/jobs\"");
    assertThat(dashboard("diff", "--exit-code").code()).isZero();
    Ended open = dashboard("open", "jobs");
    assertThat(open.out()).startsWith(server.server().url() + "/dashboard/");
  }

  @Test
  void anEditInDatadogStopsThePushAndIsToldByTitle() throws IOException {
    write("jobs.json", JOBS);
    write("cost.json", COST);
    dashboard("push", "--yes");
    edit("jobs", json -> json.replace("a.wait", "a.other"));
    rewrite("cost.json", json -> json.replace("back to", "again to"));
    assertThat(dashboard("diff").out())
        .contains(
            "Queue › Wait: requests[0].q (edited in Datadog)",
            "- avg:a.other{*}",
            "+ avg:a.wait{*}",
            "a push would overwrite Queue › Wait");
    Ended stopped = dashboard("push", "--yes");
    assertThat(stopped.code()).isEqualTo(3);
    assertThat(stopped.err()).contains("jobs was not pushed", "Updated cost");
    assertThat(live("jobs")).contains("a.other");
    assertThat(dashboard("push", "--yes").code()).isEqualTo(1);
    Ended forced = dashboard("push", "--yes", "--force");
    assertThat(forced.code()).as(forced.all()).isZero();
    assertThat(live("jobs")).contains("a.wait");
  }

  @Test
  void anEditInDatadogIsTakenOverIntoTheFile() throws IOException {
    write("jobs.json", JOBS);
    dashboard("push", "--yes");
    edit("jobs", json -> json.replace("a.wait", "a.other"));
    Ended adopted = dashboard("push", "--yes", "--adopt");
    assertThat(adopted.code()).as(adopted.all()).isZero();
    assertThat(folder.resolve("templates/jobs.json")).content().contains("a.other");
    assertThat(live("jobs")).contains("a.other");
    assertThat(dashboard("diff", "--exit-code").code()).isZero();
  }

  @Test
  void whatSomebodyMadeByHandIsPulledEditedAndPushedToTheSame() throws IOException {
    write("jobs.json", JOBS);
    dashboard("push", "--yes");
    edit("jobs", json -> json.replaceAll("Managed by metta[^\"]*", "by hand"));
    Files.delete(folder.resolve("templates/jobs.json"));
    assertThat(dashboard("pull").out()).isEmpty();
    assertThat(dashboard("pull", "Jobs").out()).isEqualTo(folder + "/templates/jobs.json\n");
    Path file = folder.resolve("templates/jobs.json");
    Files.writeString(file, Files.readString(file).replace("a.wait", "a.other"));
    Ended pushed = dashboard("push", "--yes");
    assertThat(pushed.code()).as(pushed.all()).isZero();
    assertThat(live("jobs")).contains("a.other");
    assertThat(dashboard("list", "--live").out().lines()).hasSize(2);
  }

  @Test
  void deletingAsksAndTakesOnlyWhatIsManaged() throws IOException {
    write("jobs.json", JOBS);
    dashboard("push", "--yes");
    assertThat(dashboard("delete", "jobs").code()).isEqualTo(2);
    assertThat(dashboard("delete", "Jobs", "--yes").code()).isEqualTo(2);
    assertThat(dashboard("delete", "jobs", "--yes").out()).startsWith("Deleted Jobs");
    assertThat(dashboard("list", "--live").out().lines()).hasSize(1);
  }

  @Test
  void programsReadTheSame() throws IOException {
    write("jobs.json", JOBS);
    assertThat(dashboard("diff", "-o", "json").out())
        .isEqualTo("[{\"name\":\"jobs\",\"step\":\"create\",\"changes\":[]}]\n");
    dashboard("push", "--yes");
    rewrite("jobs.json", json -> json.replace("Wait", "Wait time"));
    assertThat(dashboard("diff", "-o", "json").out())
        .contains(
            "\"changes\":[{\"change\":\"edited\",\"place\":[\"Queue\",\"Wait time\"],\"by\":\"code\",\"field\":\"title\"");
  }

  @Test
  void anAdoptedEditIsNotUndoneFromACheckoutWithoutTheOverlay() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    assertThat(generated("push", "--yes", "--dir", "a").code()).isZero();
    String title = "\"title\":\"Queued jobs\"";
    assertThat(live("skypilot_jobs")).contains(title);
    edit("skypilot_jobs", json -> json.replace(title, "\"title\":\"Waiting\""));
    Ended adopted = generated("push", "--yes", "--adopt", "--dir", "a");
    assertThat(adopted.code()).as(adopted.all()).isZero();
    Ended stopped = generated("push", "--yes", "--dir", "b");
    assertThat(stopped.code()).as(stopped.all()).isEqualTo(1);
    assertThat(stopped.out())
        .contains("pushed with an overlay that is not here")
        .contains("Queued", "skypilot_jobs.overlay.json", "--adopt --yes", "--force --yes");
    assertThat(stopped.err()).contains("was not pushed: it was pushed with an overlay");
    assertThat(generated("diff", "--exit-code", "--dir", "b").code()).isEqualTo(5);
    assertThat(generated("diff", "--exit-code", "--dir", "a").code()).isZero();
    assertThat(generated("push", "--yes", "--adopt", "--dir", "b").code()).isZero();
    assertThat(folder.resolve("b/skypilot_jobs.overlay.json"))
        .hasSameTextualContentAs(folder.resolve("a/skypilot_jobs.overlay.json"));
    Files.delete(folder.resolve("b/skypilot_jobs.overlay.json"));
    assertThat(generated("push", "--yes", "--force", "--dir", "b").code()).isZero();
    assertThat(live("skypilot_jobs")).contains(title);
  }

  @Test
  void anEditOfAPulledFileOfAGeneratedOneIsToldAndTakenOver() throws IOException {
    assertThat(generated("push", "--yes").code()).isZero();
    assertThat(dashboard("pull", "skypilot_jobs").err()).contains("is generated");
    assertThat(generated("diff", "--exit-code").code()).isZero();
    Path file = folder.resolve("templates/skypilot_jobs.json");
    Files.writeString(
        file,
        Files.readString(file).replace("\"title\": \"Queued jobs\"", "\"title\": \"Waiting\""));
    Ended told = generated("push", "--yes");
    assertThat(told.code()).isEqualTo(78);
    assertThat(told.err()).contains("skypilot_jobs.json: was edited by hand: ", "Queued");
    Ended taken = generated("push", "--yes", "--adopt");
    assertThat(taken.code()).as(taken.all()).isZero();
    assertThat(live("skypilot_jobs")).contains("\"title\":\"Waiting\"");
    assertThat(generated("diff", "--exit-code").code()).isZero();
  }

  /// The overlay that was pushed before is this checkout's own, and gives way.
  @Test
  void aSecondEditOfAPulledFileReplacesTheFirst() throws IOException {
    generated("push", "--yes");
    dashboard("pull", "skypilot_jobs");
    Path file = folder.resolve("templates/skypilot_jobs.json");
    String first = Files.readString(file);
    for (String precision : List.of("3", "4", "0")) {
      Files.writeString(
          file,
          Files.readString(file).replaceFirst("\"precision\": \\d", "\"precision\": " + precision));
      Ended taken = generated("push", "--yes", "--adopt");
      assertThat(taken.code()).as(taken.all()).isZero();
      assertThat(live("skypilot_jobs")).containsPattern("^[^@]*?\"precision\":" + precision);
      assertThat(generated("diff", "--exit-code").code()).isZero();
    }
    assertThat(first).contains("\"precision\": ");
  }

  @Test
  void twoEditsOfWhatIsTheDashboardsOwnStopEachOtherToo() throws IOException {
    generated("push", "--yes");
    dashboard("pull", "skypilot_jobs");
    Path file = folder.resolve("templates/skypilot_jobs.json");
    Files.writeString(file, Files.readString(file).replace("\"value\": 1\n", "\"value\": 2\n"));
    edit(
        "skypilot_jobs",
        json -> json.replaceFirst("(\"default_timeframe\":\\{[^}]*\"value\":)\\d+", "$13"));
    String there = live("skypilot_jobs");

    Ended stopped = generated("push", "--yes", "--adopt");

    assertThat(stopped.code()).as(stopped.all()).isEqualTo(1);
    assertThat(stopped.err()).contains("the dashboard itself (default_timeframe);");
    assertThat(live("skypilot_jobs")).isEqualTo(there);
  }

  @Test
  void anEditOfAFileAndOneInDatadogOfTheSameWidgetStopEachOther() throws IOException {
    generated("push", "--yes");
    dashboard("pull", "skypilot_jobs");
    Path file = folder.resolve("templates/skypilot_jobs.json");
    String mine = Files.readString(file).replaceFirst("\"precision\": \\d", "\"precision\": 3");
    Files.writeString(file, mine);
    edit("skypilot_jobs", json -> json.replaceFirst("\"precision\":\\d", "\"precision\":4"));
    String there = live("skypilot_jobs");

    Ended stopped = generated("push", "--yes", "--adopt");

    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.err()).contains("was edited by hand, and in Datadog or in the code too: ");
    assertThat(live("skypilot_jobs")).isEqualTo(there);
    assertThat(file).hasContent(mine);
    assertThat(dashboard("pull", "skypilot_jobs").code()).isEqualTo(78);
    assertThat(file).hasContent(mine);
  }

  /// One took the widget away, the other gave it another title: taken over, it would be back.
  @Test
  void aWidgetThatWasRemovedHereAndRenamedInDatadogIsNotPutBack() throws IOException {
    String widget =
        """
        {"definition":{"type":"timeseries","title":"%s","requests":[{"q":"avg:a.b{*}"}]}}\
        """;
    String three =
        Stream.of("One", "Two", "Three").map(widget::formatted).collect(Collectors.joining(","));
    write(
        "mine.json",
        "{\"title\":\"Mine\",\"layout_type\":\"ordered\",\"widgets\":[" + three + "]}");
    assertThat(dashboard("push", "mine", "--yes").code()).isZero();
    assertThat(dashboard("pull", "mine").code()).isZero();
    rewrite(
        "mine.json",
        json ->
            json.replaceFirst(
                "(?s)\\{\\s*\"definition\": \\{[^{}]*\"title\": \"One\".*?\"id\": \\d+\\s*\\},",
                ""));
    Path file = folder.resolve("templates/mine.json");
    String here = Files.readString(file);
    assertThat(here).doesNotContain("\"One\"").contains("\"Two\"", "\"Three\"");
    edit("mine", json -> json.replace("\"One\"", "\"One, UI\""));
    String there = live("mine");

    Ended stopped = dashboard("push", "mine", "--adopt", "--yes");

    assertThat(stopped.code()).as(stopped.all()).isEqualTo(1);
    assertThat(live("mine")).isEqualTo(there);
    assertThat(file).hasContent(here);
  }

  @Test
  void messagesOfMonitorsLinkToDashboardsOnceTheseArePushed() throws IOException {
    Ended early = generatedMonitor("push", "--yes");
    assertThat(early.code()).as(early.all()).isZero();
    assertThat(early.err()).contains("lead nowhere: collector-health; push these");
    assertThat(messages()).contains("/dashboard/collector-health)");
    console.run("datadog", "dashboard", "push", "collector_health", "--yes");
    assertThat(generatedMonitor("diff", "--exit-code").code()).isZero();
    Ended late = generatedMonitor("push", "--yes");
    assertThat(late.err()).contains("Updated collector.github.errors").doesNotContain("nowhere");
    assertThat(messages()).containsPattern("/dashboard/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}\\)");
    assertThat(generatedMonitor("push", "--yes").all()).isEqualTo("1 unchanged\n");
    console.run("datadog", "dashboard", "delete", "collector_health", "--yes");
    assertThat(generatedMonitor("diff", "--exit-code").code()).isZero();
  }

  private Ended generated(String... words) {
    return console.run(
        Stream.concat(
                Stream.of("datadog", "dashboard", words[0], "skypilot_jobs"),
                Stream.of(words).skip(1))
            .toArray(String[]::new));
  }

  private Ended generatedMonitor(String... words) {
    return console.run(
        Stream.concat(
                Stream.of("datadog", "monitor", words[0], "collector.github.errors"),
                Stream.of(words).skip(1))
            .toArray(String[]::new));
  }

  private String messages() throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(server.server().url() + "/api/v1/monitor")).GET());
  }

  @Test
  void aMonitorsConflictIsAMonitors() throws IOException {
    generatedMonitor("push", "--yes");
    String id = messages().replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
    send(
        HttpRequest.newBuilder(URI.create(server.server().url() + "/api/v1/monitor/" + id))
            .PUT(HttpRequest.BodyPublishers.ofString("{\"message\":\"by hand\"}"))
            .header("Content-Type", "application/json"));
    Ended diff = generatedMonitor("diff");
    assertThat(diff.out())
        .contains("would overwrite the monitor itself")
        .doesNotContain("dashboard itself");
  }

  @Test
  void monitorsGoTheSameWay() throws IOException {
    Path monitors = folder.resolve("templates/monitors");
    Files.createDirectories(monitors);
    String monitor =
        """
        {"name":"Queue waits","type":"metric alert","query":"avg(last_5m):avg:a.wait{*} > 5",
         "message":"look","priority":3,"options":{"thresholds":{"critical":5}}}
        """;
    Files.writeString(monitors.resolve("queue.json"), monitor);
    assertThat(monitor("push", "--yes").code()).isZero();
    assertThat(monitor("diff", "--exit-code").code()).isZero();
    rewrite("monitors/queue.json", json -> json.replace("\"priority\": 3,", ""));
    assertThat(monitor("push", "--yes").err()).contains("Updated queue");
    assertThat(monitor("diff", "--exit-code").code()).isZero();
    assertThat(monitor("list", "--live").out()).contains("queue", "Queue waits");
    assertThat(monitor("delete", "queue", "--yes").code()).isZero();
    assertThat(monitor("list", "--live").out().lines()).hasSize(1);
  }

  @Test
  void aMonitorThatDatadogWouldRefuseIsToldBeforeThePush() throws IOException {
    Path monitors = folder.resolve("templates/monitors");
    Files.createDirectories(monitors);
    Files.writeString(
        monitors.resolve("queue.json"),
        "{\"name\":\"Queue\",\"type\":\"query alert\",\"query\":\"nonsense\"}");
    Ended told = monitor("push");
    assertThat(told.out()).startsWith("queue: Datadog would refuse \"queue\": ");
    assertThat(told.code()).isEqualTo(1);
  }

  private Ended dashboard(String... words) {
    return run("dashboard", words);
  }

  private Ended monitor(String... words) {
    return run("monitor", words);
  }

  /// What is generated stays out: these are files.
  private Ended run(String kind, String... words) {
    Stream<String> own =
        Stream.of("list", "diff", "push").anyMatch(words[0]::equals)
            ? Stream.of("--own")
            : Stream.empty();
    return console.run(
        Stream.of(Stream.of("datadog", kind), Stream.of(words), own)
            .flatMap(some -> some)
            .toArray(String[]::new));
  }

  private void write(String name, String json) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("templates").resolve(name), json);
  }

  private void rewrite(String name, UnaryOperator<String> rule) throws IOException {
    write(name, rule.apply(Files.readString(folder.resolve("templates").resolve(name))));
  }

  private URI url(String name) {
    String page = dashboard("open", name).out().strip();
    return URI.create(page.replace("/dashboard/", "/api/v1/dashboard/"));
  }

  private String live(String name) throws IOException {
    return send(HttpRequest.newBuilder(url(name)).GET());
  }

  private void edit(String name, UnaryOperator<String> rule) throws IOException {
    String edited = rule.apply(live(name));
    send(
        HttpRequest.newBuilder(url(name))
            .PUT(HttpRequest.BodyPublishers.ofString(edited))
            .header("Content-Type", "application/json"));
  }

  private static String send(HttpRequest.Builder request) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              request.header("DD-API-KEY", "any").header("DD-APPLICATION-KEY", "any").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
