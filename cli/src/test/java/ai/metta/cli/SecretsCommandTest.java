// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.skypilot.fleet.Fleet;
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
}
