// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.WandbOptions;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of each secret, where it comes from and whether it works; never what it is.
final class SecretsCommandTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String TOKEN = "sandbox-asana-token";

  @TempDir private Path folder;
  private final AsanaServer server =
      AsanaServer.start(AsanaOptions.of(Board.of(7, Fleet.of(7, 60).at(CLOCK.instant())), CLOCK));

  @AfterEach
  void stop() {
    server.close();
  }

  private Console asana() {
    return Console.in(folder)
        .with("ASANA_BASE_URL", server.endpoint().toString())
        .with("ASANA_WORKSPACE", "1201000000000001");
  }

  private static String row(Ended ended, String key) {
    return ended.out().lines().filter(line -> line.contains(key)).findFirst().orElseThrow();
  }

  @Test
  void withoutAnySecretNothingIsAskedAndEveryPlaceIsNamed() {
    Ended ended = asana().run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(row(ended, "asana.token"))
        .startsWith("skipped")
        .contains("not set; looked at env ASANA_ACCESS_TOKEN, env ASANA_ACCESS_TOKEN_FILE");
    assertThat(row(ended, "datadog.api_key")).startsWith("skipped");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void oneThatIsTakenIsToldWithItsSource() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/asana"));
    Files.writeString(secrets.resolve("personal-access-token"), TOKEN + "\n");
    Ended ended =
        asana()
            .with("METTA_SECRETS_DIR", folder.resolve("secrets").toString())
            .run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(row(ended, "asana.token"))
        .startsWith("ok")
        .contains("from file asana/personal-access-token; accepted");
    assertThat(ended.all()).doesNotContain(TOKEN);
  }

  @Test
  void oneThatIsRefusedEndsWithTheCodeOfCredentials() {
    Ended ended =
        asana()
            .with("ASANA_ACCESS_TOKEN", "0/wrong-asana-token")
            .run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isEqualTo(4);
    assertThat(row(ended, "asana.token")).startsWith("failed").contains("env ASANA_ACCESS_TOKEN");
    assertThat(ended.all()).contains("401").doesNotContain("wrong-asana-token");
  }

  /// The service may be down: that says nothing of the token.
  @Test
  void oneThatCannotBeTriedIsInDoubt() {
    server.fail(AsanaFault.SERVER_ERROR);
    Ended ended = asana().with("ASANA_ACCESS_TOKEN", TOKEN).run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(row(ended, "asana.token")).startsWith("warning").contains("not tried: ");
  }

  @Test
  void oneThatCannotBeReadIsNotCalledUnset() {
    Ended ended =
        asana().with("ASANA_ACCESS_TOKEN_FILE", "/absent").run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isEqualTo(78);
    assertThat(row(ended, "asana.token")).startsWith("failed").contains("there is no such file");
  }

  @Test
  void machinesReadItToo() {
    Ended ended =
        asana().with("ASANA_ACCESS_TOKEN", TOKEN).run("datadog", "secrets", "check", "-o", "json");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains(
            "{\"key\":\"asana.token\",\"from\":\"env ASANA_ACCESS_TOKEN\",\"works\":true,"
                + "\"detail\":\"from env ASANA_ACCESS_TOKEN; accepted\"}")
        .contains("\"key\":\"datadog.api_key\",\"from\":null,\"works\":null")
        .doesNotContain(TOKEN);
  }

  @Test
  void oneThatIsNotNeededBesideAnApplicationIsNotCalledAccepted() {
    Ended ended =
        asana()
            .with("ASANA_ACCESS_TOKEN", "0/wrong-asana-token")
            .with("ASANA_CLIENT_ID", AsanaOptions.CLIENT_ID)
            .with("ASANA_CLIENT_SECRET", AsanaOptions.CLIENT_SECRET)
            .run("datadog", "secrets", "check");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(row(ended, "asana.token"))
        .startsWith("warning")
        .contains("not tried: nothing shows it to its service here");
    assertThat(row(ended, "asana.client_secret")).startsWith("ok").contains("accepted");
  }

  @Test
  void oneObjectMayHoldTheKeysOfAnApplicationOrAToken() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/asana"));
    Console console = asana().with("METTA_SECRETS_DIR", folder.resolve("secrets").toString());
    Files.writeString(secrets.resolve("atlas_app"), "{\"access_token\": \"" + TOKEN + "\"}");
    Ended token = console.run("datadog", "secrets", "check");
    assertThat(row(token, "asana.token")).startsWith("ok").contains("file asana/atlas_app");
    assertThat(row(token, "asana.client_id")).startsWith("skipped").contains("not set");

    Files.writeString(
        secrets.resolve("atlas_app"),
        "{\"client_id\": \"%s\", \"client_secret\": \"%s\"}"
            .formatted(AsanaOptions.CLIENT_ID, AsanaOptions.CLIENT_SECRET));
    Ended application = console.run("datadog", "secrets", "check");
    assertThat(row(application, "asana.client_id")).startsWith("ok").contains("accepted");
    assertThat(row(application, "asana.token")).startsWith("skipped").contains("not set");
  }

  /// Its health answers whoever asks.
  @Test
  void anOpenDoorProvesNoKey() {
    try (SkypilotServer skypilot =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), CLOCK))) {
      skypilot.fail(Fault.PLAIN_500, "/status");
      Ended ended =
          Console.in(folder)
              .with("SKYPILOT_API_SERVER_ENDPOINT", skypilot.endpoint().toString())
              .with("SKYPILOT_API_KEY", "some-key-of-skypilot")
              .run("datadog", "secrets", "check");
      assertThat(row(ended, "skypilot.api_key")).startsWith("warning").contains("not tried: ");
    }
  }

  @Test
  void aProjectThatIsNotThereIsNoFaultOfTheKey() {
    WandbOptions options = WandbOptions.of(Experiments.of(Fleet.of(7, 60)), CLOCK);
    try (WandbServer wandb = WandbServer.start(options)) {
      Ended ended =
          Console.in(folder)
              .with("WANDB_BASE_URL", wandb.endpoint().toString())
              .with("WANDB_ENTITY", Experiments.ENTITY)
              .with("WANDB_PROJECT", "mistyped")
              .with("WANDB_API_KEY", options.key())
              .run("datadog", "secrets", "check");
      assertThat(row(ended, "wandb.api_key")).startsWith("ok").contains("accepted");
    }
  }

  @Test
  void oneThatIsInAwsIsReadThereUnlessThatIsSwitchedOff() {
    AwsOptions options = AwsOptions.of(Fleet.of(7, 60), CLOCK);
    try (AwsServer aws = AwsServer.start(options)) {
      aws.vault().keep("asana/access-token", TOKEN);
      Console console =
          asana()
              .with("AWS_REGION", "us-east-1")
              .with("AWS_ACCESS_KEY_ID", options.accessKey())
              .with("AWS_SECRET_ACCESS_KEY", "planted-secret-key")
              .with("AWS_ENDPOINT_URL", aws.endpoint().toString());
      Ended ended = console.run("datadog", "secrets", "check");
      assertThat(row(ended, "asana.token"))
          .startsWith("ok")
          .contains("from secretsmanager asana/access-token in us-east-1, version ", "; accepted");
      assertThat(row(ended, "wandb.api_key"))
          .startsWith("skipped")
          .contains("secretsmanager wandb/api-key in us-east-1");
      assertThat(ended.all()).doesNotContain(TOKEN, "planted-secret-key");

      Ended without =
          console.with("METTA_SECRETS_MANAGER", "false").run("datadog", "secrets", "check");
      assertThat(row(without, "asana.token")).startsWith("skipped");
      assertThat(without.all()).doesNotContain("secretsmanager");
    }
  }

  @Test
  void oneThatCannotBeReadFailsACollectorThatIsConfigured() {
    Ended ended =
        asana().with("ASANA_ACCESS_TOKEN_FILE", "/absent").run("datadog", "collect", "asana");
    assertThat(ended.code()).as(ended.all()).isEqualTo(4);
    assertThat(ended.all())
        .contains("ASANA_ACCESS_TOKEN_FILE: there is no such file")
        .doesNotContain("not configured");
  }
}
