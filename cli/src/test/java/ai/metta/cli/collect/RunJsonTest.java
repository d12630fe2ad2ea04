// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.RunDocument;
import ai.metta.sandbox.skypilot.Access;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `collect -o json` in every state that a collector can end in.
final class RunJsonTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    ",                 skypilot, ok,      0",
    ",                 all,      ok,      0",
    "CONTROLLER_BROKEN,skypilot, partial, 3",
    "PLAIN_500,        skypilot, failed,  1",
    "TOKEN_REFUSED,    all,      failed,  4",
  })
  void theDocumentHasItsPublishedForm(Fault fault, String names, String status, int code) {
    Ended ended = collect(fault, "datadog", "collect", names, "-o", "json");
    assertThat(ended.code()).isEqualTo(code);
    assertThat(skypilot(ended).get("status")).isEqualTo(status);
    assertThat(ended.out()).contains("\"as_of\":\"2026-01-02T03:04:00Z\"");
  }

  @ParameterizedTest
  @CsvSource({"skypilot", "all"})
  void whatIsNotConfiguredSaysWhatIsMissing(String names) {
    Ended ended = Console.in(folder).run("datadog", "collect", names, "-o", "json");
    assertThat(ended.code()).isEqualTo(78);
    assertThat(skypilot(ended).get("status")).isEqualTo("not_configured");
    assertThat(skypilot(ended).get("reason")).asString().contains("SKYPILOT_API_SERVER_ENDPOINT");
  }

  @Test
  void whatASecretIsMissingForSaysWhich() {
    SkypilotOptions guarded =
        options().withAccess(new Access.ServiceAccount("metta", "sky_not_given_to_us"));
    try (SkypilotServer server = SkypilotServer.start(guarded)) {
      Ended ended = console(server).run("datadog", "collect", "skypilot", "-o", "json");
      assertThat(ended.code()).as(ended.all()).isEqualTo(4);
      assertThat(RunDocument.check(ended.out()).getFirst().get("reason"))
          .asString()
          .contains("SKYPILOT_SERVICE_ACCOUNT_TOKEN");
    }
  }

  @Test
  void anInstantThatIsAskedForIsTakenToTheSecond() {
    Ended ended =
        collect(
            null,
            "datadog",
            "collect",
            "skypilot",
            "-o",
            "json",
            "--as-of",
            "2026-01-02T03:00:07.9Z");
    List<Map<?, ?>> collectors = RunDocument.check(ended.out());
    assertThat(collectors).hasSize(1);
    assertThat(ended.out()).contains("\"as_of\":\"2026-01-02T03:00:07Z\"");
  }

  /// The collector's part of a document that holds to its form.
  private static Map<?, ?> skypilot(Ended ended) {
    return RunDocument.check(ended.out()).stream()
        .filter(one -> "skypilot".equals(one.get("name")))
        .findFirst()
        .orElseThrow();
  }

  private Ended collect(Fault fault, String... arguments) {
    try (SkypilotServer server = SkypilotServer.start(options())) {
      if (fault != null) {
        server.fail(fault);
      }
      return console(server).run(arguments);
    }
  }

  private static SkypilotOptions options() {
    return SkypilotOptions.of(Fleet.of(7, 200), THEN);
  }

  private Console console(SkypilotServer server) {
    return Console.in(folder)
        .at(THEN)
        .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString());
  }
}
