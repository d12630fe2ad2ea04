// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import ai.metta.cli.RunDocument;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command as its users and its CronJob run it, against a simulated server and a strict intake.
final class CollectCommandTest {
  private static final String COLLECT = "collect";

  @TempDir private Path folder;
  private SkypilotServer server;
  private Console console;

  @BeforeEach
  void start() {
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 200), InstantSource.system()));
    console =
        Console.in(folder)
            .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
            .with("DD_ENV", "test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDryRunPrintsTheMetricsAndSendsNothing() {
    Ended ended = console.run("datadog", COLLECT, "skypilot");
    assertThat(ended.code()).isZero();
    assertThat(ended.err())
        .contains("Running skypilot collector", "skypilot collector: Collected ");
    assertThat(ended.out())
        .contains("skypilot.jobs:", "collector.skypilot.duration_seconds:")
        .contains("on every series: env:test source:skypilot-collector")
        .endsWith("(Dry run - metrics not pushed to Datadog)\n");
    assertThat(folder.resolve(".local/share/metta/outbox")).doesNotExist();
    assertThat(folder.resolve(".local/share/metta/leases")).doesNotExist();
  }

  @Test
  void theJsonIsOneDocumentWhoseCountsAgreeWithItsLists() {
    Ended ended = console.run("datadog", COLLECT, "skypilot", "-o", "json");
    Map<?, ?> document = (Map<?, ?>) Json.read(ended.out());
    assertThat(document.get("version")).isEqualTo(1.0);
    assertThat(document.get("pushed")).isEqualTo(false);
    Map<?, ?> collector = (Map<?, ?>) ((List<?>) document.get("collectors")).getFirst();
    assertThat(collector.get("status")).isEqualTo("ok");
    List<?> series = (List<?>) collector.get("series");
    assertThat(collector.get("series_count")).isEqualTo((double) series.size());
    List<Map<?, ?>> own =
        series.stream()
            .<Map<?, ?>>map(one -> (Map<?, ?>) one)
            .filter(one -> one.get("metric").equals("collector.skypilot.series_count"))
            .toList();
    assertThat(own)
        .singleElement()
        .extracting(one -> one.get("points").toString())
        .asString()
        .contains(series.size() + ".0");
    assertThat(series)
        .allSatisfy(
            one -> assertThat(((Map<?, ?>) one).get("tags").toString()).contains("env:test"));
  }

  @Test
  void whatIsPushedArrivesOnceAndNothingIsLeftBehind() throws IOException {
    try (FakeIntake intake = FakeIntake.start()) {
      Ended ended = pushing(intake).run("datadog", COLLECT, "skypilot", "--push", "-o", "json");
      assertThat(ended.all()).doesNotContain(FakeIntake.KEY);
      assertThat(ended.code()).as(ended.err()).isZero();
      List<?> series =
          (List<?>)
              ((Map<?, ?>)
                      ((List<?>) ((Map<?, ?>) Json.read(ended.out())).get("collectors")).getFirst())
                  .get("series");
      assertThat(ended.out()).contains("\"pushed\":true");
      assertThat(intake.points()).hasSameSizeAs(series);
      assertThat(pushing(intake).run("datadog", "outbox", "ls").out().lines()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeDeliveredWaitsForTheNextRun() {
    try (FakeIntake intake = FakeIntake.start()) {
      intake.answerNext(403, 1, Map.of());
      Ended refused = pushing(intake).run("datadog", COLLECT, "skypilot", "--push");
      assertThat(refused.code()).isEqualTo(4);
      assertThat(pushing(intake).run("datadog", "outbox", "ls").out().lines().count())
          .isGreaterThan(1);
      Ended drained = pushing(intake).run("datadog", "outbox", "drain");
      assertThat(drained.code()).as(drained.all()).isZero();
      assertThat(intake.points()).isNotEmpty();
      assertThat(pushing(intake).run("datadog", "outbox", "ls").out().lines()).hasSize(1);
    }
  }

  @Test
  void whatDatadogRefusedIsNotSaidToBePushed() {
    try (FakeIntake intake = FakeIntake.start()) {
      Ended ended =
          pushing(intake)
              .with("DD_API_KEY", "not" + FakeIntake.KEY.substring(3))
              .run("datadog", COLLECT, "skypilot", "--push", "-o", "json");
      assertThat(ended.code()).isEqualTo(4);
      assertThat(ended.out()).contains("\"pushed\":false");
      assertThat(intake.points()).isEmpty();
    }
  }

  @Test
  void withoutAKeyThereIsNoPush() {
    Ended ended = console.run("datadog", COLLECT, "skypilot", "--push");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("DD_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "CONTROLLER_BROKEN,3,failed inside",
    "TOKEN_REFUSED,4,SKYPILOT_SERVICE_ACCOUNT_TOKEN",
    "LOGIN_PAGE,4,login",
    "BAD_GATEWAY,1,502",
    "PLAIN_500,1,500",
    "TRUNCATED_JSON,1,"
  })
  void aFaultyServiceHasItsMessageAndItsCode(Fault fault, int code, String said) {
    server.fail(fault);
    Ended ended = console.run("datadog", COLLECT, "skypilot", "--deadline", "20s", "-o", "json");
    assertThat(ended.code()).as(ended.all()).isEqualTo(code);
    assertThat(ended.all()).contains(said == null ? "" : said);
    assertThat(ended.out())
        .contains("collector.skypilot.error_count")
        .doesNotContain("\"metric\":\"skypilot.jobs\",\"type\"");
  }

  @Test
  void aServerThatNeverAnswersIsEndedByTheDeadline() {
    server.fail(Fault.SILENCE);
    Ended ended = console.run("datadog", COLLECT, "skypilot", "--deadline", "1s");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.all()).contains("1s");
  }

  @Test
  void anotherRunThatPushesIsNotDisturbed() {
    try (FakeIntake intake = FakeIntake.start();
        var _ =
            ai.metta.collect.Lease.take(folder.resolve(".local/share/metta"), "skypilot")
                .orElseThrow()) {
      Ended ended = pushing(intake).run("datadog", COLLECT, "skypilot", "--push");
      assertThat(ended.code()).isEqualTo(6);
      assertThat(intake.points()).isEmpty();
    }
  }

  @Test
  void aMetricThatOnlyKnowsThePresentIsNotInventedForThePast() {
    Ended ended =
        console.run(
            "datadog", COLLECT, "skypilot", "--as-of", "2020-01-01T00:00:00Z", "-o", "json");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("\"metric\":\"skypilot.jobs\",\"tags\":[],\"outcome\":\"unsupported\"");
    assertThat(
            console
                .run("datadog", COLLECT, "skypilot", "--as-of", "2020-01-01T00:00:00Z", "--strict")
                .code())
        .isEqualTo(3);
  }

  @Test
  void oneMetricCanBeAskedFor() {
    Ended ended =
        console.run("datadog", COLLECT, "skypilot", "--metric", "skypilot.us*", "-o", "jsonl");
    assertThat(ended.out()).contains("skypilot.users").doesNotContain("skypilot.jobs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datadog collect skypilotx                        | 2  | did you mean \"skypilot\"",
        "datadog collect                                  | 2  | Missing required parameter",
        "datadog collect skypilot --pusch                 | 2  | --push",
        "datadog collect skypilot --deadline soon         | 2  | not a duration",
        "datadog collect skypilot --metric skypilot.jbos | 2 | did you mean \"skypilot.jobs\"?",
        "datadog collect skypilot --metric wandb.* | 2 | no metric of skypilot matches",
        "datadog collect skypilot --metric skypilot.uses* | 2 | did you mean \"skypilot.users\"?",
        "datadog collect skypilot --metric skypilot.jobs[a] | 2 | only * stands for other text",
        "datadog collect all --metric nobody.* | 2 | no metric of asana, ec2, eval, github, health, kubernetes, skypilot, training, wandb matches",
        "datadog collect skypilot --metric collector.faild | 2 | did you mean \"collector.failed\"?",
        "datadog collect skypilot --metric collector.runs | 2 | no metric of skypilot matches",
        "datadog collect skypilot --as-of yesterday       | 2  | not an instant",
        "datadog collect all skypilot                     | 2  | name none beside it",
        "datadog collect skypilot all                     | 2  | name none beside it",
        "datadog collect skypilot --as-of 2999-01-01T00:00:00Z | 2 | is yet to come",
        "datadog collect skypilot --set skypilot.endpont=x | 78 | did you mean \"skypilot.endpoint\"",
        "datadog collect skypilot --config absent.yaml    | 78 | absent.yaml",
        "datadog collect skypilot --set skypilot.endpoint=http://h:99999 | 78 | --set skypilot.endpoint: \"http://h:99999\" is not an address",
        "datadog doctor --set datadog.url=http://h:99999  | 78 | --set datadog.url: \"http://h:99999\" is not an address",
        "datadog metrics describe skypilot.job            | 2  | did you mean \"skypilot.jobs\"",
        "datadog collector describe skipilot              | 2  | did you mean \"skypilot\"",
        "datadog collector test nobody                    | 2  | there are asana, ec2, eval, github, health, kubernetes, skypilot, training, wandb",
        "datadog colect skypilot                          | 2  | collect",
        "dadadog                                          | 2  | datadog",
        "datadog collect skypilot --set x                 | 2  | KEY=VALUE",
        "datadog collect skypilot --color purple          | 2  | auto, always, never",
        "datadog collect skypilot -o xml                  | 2  | table, json, jsonl, prom",
        "demo --jobs 7                                    | 2  | 60 and 200000",
        "demo wandb wendb                                 | 2  | but for skypilot, github, wandb, ec2",
        "datadog outbox drop                              | 2  | --yes",
        "datadog                                          | 2  | which command",
        "datadog metrics                                  | 2  | which command",
        "datadog collector                                | 2  | which command",
        "datadog config                                   | 2  | which command",
        "datadog outbox                                   | 2  | which command",
      })
  void aWrongCommandSaysWhatWasMeant(String line, int code, String said) {
    Ended ended = console.run(line.strip().split(" +"));
    assertThat(ended.code()).as(ended.all()).isEqualTo(code);
    assertThat(ended.err()).contains(said);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({",info,ok", "CONTROLLER_BROKEN,warning,partial", "PLAIN_500,error,failed"})
  void progressCanBeReadByMachines(Fault fault, String level, String status) {
    if (fault != null) {
      server.fail(fault);
    }
    Ended ended = console.run("datadog", COLLECT, "skypilot", "--log-format", "json");
    List<Map<?, ?>> lines =
        ended.err().lines().<Map<?, ?>>map(line -> (Map<?, ?>) Json.read(line)).toList();
    assertThat(lines)
        .hasSize(2)
        .allSatisfy(line -> assertThat(keys(line)).startsWith("time", "level", "message"));
    assertThat(lines.getLast().get("level")).isEqualTo(level);
    assertThat(lines.getLast().get("status")).isEqualTo(status);
    assertThat(lines.getLast().get("duration_seconds")).isInstanceOf(Double.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datadog collect skypilotx --log-format json",
        "--log-format json datadog collect skypilot --pussh",
        "--log-format json datadog collect skypilot --set skypilot.page_size=many",
        "datadog outbox ls --log-format json"
      })
  void whatEndsACommandCanBeReadByMachinesToo(String command) {
    Ended ended = Console.in(folder).run(command.split(" "));
    assertThat(ended.code()).isNotZero();
    Map<?, ?> line = (Map<?, ?>) Json.read(ended.err().strip());
    assertThat(line.get("level")).isEqualTo("error");
    assertThat(line.get("message")).asString().isNotBlank().doesNotStartWith("metta:");
  }

  @Test
  void withoutAServerItSaysWhatToSet() {
    Ended ended = Console.in(folder).run("datadog", COLLECT, "skypilot");
    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("SKYPILOT_API_SERVER_ENDPOINT");
    assertThat(Console.in(folder).run("datadog", COLLECT, "all").code()).isEqualTo(78);
  }

  @Test
  void theCollectorKeepsItsContract() {
    Ended ended = console.run("datadog", "collector", "test", "skypilot");
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("part jobs failed costs only what needs it");
  }

  @Test
  void theDoctorAsksTheSourceAndDatadog() {
    try (FakeIntake intake = FakeIntake.start()) {
      Ended ended = pushing(intake).run("datadog", "doctor");
      assertThat(ended.code()).as(ended.out()).isZero();
      assertThat(ended.out()).contains("skypilot: reachable", "datadog: key accepted");
      server.fail(Fault.TOKEN_REFUSED);
      assertThat(pushing(intake).run("datadog", "doctor").code()).isEqualTo(4);
    }
  }

  @Test
  void settingsAreShownWithTheirOriginAndSecretsAsStars() throws IOException {
    Files.writeString(folder.resolve("metta.yaml"), "tags: [team:research]\n");
    Ended ended =
        console
            .with("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_planted_secret")
            .run("datadog", "config", "show", "--origin");
    assertThat(ended.out())
        .contains("env DD_ENV", "metta.yaml:1", "***")
        .doesNotContain("sky_planted_secret");
  }

  @Test
  void everyListHasAJsonForm() {
    assertThat((List<?>) Json.read(console.run("datadog", "collector", "list", "-o", "json").out()))
        .allSatisfy(one ->
            assertThat(keys(one))
                .containsExactlyInAnyOrder(
                    "name", "schedule", "description", "metric_count", "priority"));
    List<?> metrics =
        (List<?>) Json.read(console.run("datadog", "metrics", "list", "-o", "json").out());
    assertThat(metrics.stream().map(one -> ((Map<?, ?>) one).get("name").toString()).toList())
        .contains("skypilot.jobs", "collector.failed")
        .doesNotHaveDuplicates();
    assertThat(metrics)
        .allSatisfy(one ->
            assertThat(keys(one))
                .containsExactlyInAnyOrder(
                    "name",
                    "collector",
                    "type",
                    "unit",
                    "noun",
                    "description",
                    "tags",
                    "window",
                    "optional",
                    "target",
                    "fom",
                    "aliases"));
  }

  private static List<String> keys(Object object) {
    return ((Map<?, ?>) object).keySet().stream().map(String::valueOf).toList();
  }

  @Test
  void theDemoNeedsNothing() {
    Ended ended = Console.in(folder).run("demo", "--once", "--jobs", "60");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains("env:demo", "skypilot.jobs:", "github.prs.merged_7d:", "asana.tasks.open:");
    assertThat(ended.out()).contains("Asked back from the local Datadog", "status:running");
    assertThat(ended.err().lines()).hasSize(27);
  }

  @Test
  void theDemoMayBeOfSomeServicesOnly() {
    Ended ended =
        Console.in(folder).run("demo", "--once", "--jobs", "60", "-o", "json", "asana", "wandb");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(RunDocument.check(ended.out()))
        .extracting(collector -> String.valueOf(collector.get("name")))
        .containsExactly("wandb", "asana");
    assertThat(ended.err()).contains("simulated Asana").doesNotContain("SkyPilot", "AWS");
  }

  @Test
  void theDemoSpeaksToMachines() {
    Ended ended = console.run("demo", "--jobs", "60", "-o", "json");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(RunDocument.check(ended.out()))
        .extracting(collector -> collector.get("name") + " " + collector.get("status"))
        .containsExactly(
            "skypilot ok",
            "github ok",
            "wandb ok",
            "ec2 ok",
            "kubernetes ok",
            "asana ok",
            "training ok",
            "eval ok",
            "health ok");
  }

  @Test
  void theDemoHasAPlaceToWrite() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    Ended ended = console.run("demo", "--once", "--jobs", "60", "--data-dir", file.toString());
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err()).contains(file.toString(), "--data-dir");
  }

  @Test
  void theDemoTouchesNothingOfTheUsers() throws IOException {
    Files.writeString(folder.resolve("metta.yaml"), "no: such setting\ntags: [team:research]\n");
    Ended ended =
        console
            .with("DD_TAGS", "team:research")
            .with("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_planted")
            .with("GITHUB_TOKEN", "ghp_planted")
            .run("demo", "--once", "--jobs", "60", "--data-dir", folder.resolve("demo").toString());
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out()).doesNotContain("team:research");
    assertThat(server.requests()).isEmpty();
    assertThat(folder.resolve(".local")).doesNotExist();
    assertThat(folder.resolve("demo")).isEmptyDirectory();
  }

  private Console pushing(FakeIntake intake) {
    return console.with("DD_URL", intake.url().toString()).with("DD_API_KEY", FakeIntake.KEY);
  }
}
