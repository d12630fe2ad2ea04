// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept from one run to the next, for whom, and when it is asked for again.
final class KeptTest {
  private final ScriptedGithub server = World.served();

  @TempDir Path data;

  @AfterEach
  void stop() {
    server.close();
  }

  private Collecting collecting() {
    return World.collecting(server);
  }

  @Test
  void whatWasAnsweredToOneTokenIsNotForAnother() {
    collecting().keeping(data).run();
    server.forgetting();
    collecting().keeping(data).knowing("GITHUB_TOKEN", "ghp_another0123456789").run();
    assertThat(server.asked().stream().map(Asked::kind))
        .contains("OpenPulls", "Commits", "FilesOfPulls")
        .contains(
            "GET /repos/acme/rocket/commits/:sha",
            "GET /repos/acme/rocket/actions/runs/:n/attempts/:n",
            "GET /repos/acme/rocket/check-runs/:n/annotations");
  }

  /// Neither by the token that was refused nor by another, as what never changes would be.
  @ParameterizedTest
  @ValueSource(strings = {Collecting.TOKEN, "ghp_another0123456789"})
  void aRefusalIsNotRemembered(String token) {
    Map<String, Double> whole = collecting().run().values();
    server.disturbedBy((asked, _) ->
        asked.kind().matches(".*(/attempts/:n|/commits/:sha|/annotations|/jobs)")
            ? Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}")
            : null);
    assertThat(collecting().keeping(data).run().failed())
        .contains("github.ci.flaky_checks_7d", "github.code.files_changed_7d");
    server.disturbedBy((_, _) -> null);
    Reported granted = collecting().keeping(data).knowing("GITHUB_TOKEN", token).run();
    assertThat(granted.values()).isEqualTo(whole);
  }

  /// It might be read as "did not fail" for ever.
  @Test
  void anAttemptThatDoesNotSayHowItEndedIsNotKept() {
    server.answering("GET /repos/acme/rocket/actions/runs/:n/attempts/:n", "{\"conclusion\":null}");
    assertThat(collecting().keeping(data).run().failed()).contains("github.ci.flaky_checks_7d");
    server.answering(
        "GET /repos/acme/rocket/actions/runs/:n/attempts/:n", "{\"conclusion\":\"failure\"}");
    assertThat(collecting().keeping(data).run().value("github.ci.flaky_checks_7d")).isEqualTo(1);
  }

  /// Neither by name nor in what they hold.
  @Test
  void whatIsKeptDoesNotTellTheToken() throws IOException {
    collecting().keeping(data).run();
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> kept = files.filter(Files::isRegularFile).toList();
      assertThat(kept).isNotEmpty();
      for (Path file : kept) {
        assertThat(file + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(Collecting.TOKEN);
      }
    }
  }

  /// What it lacked may be granted meanwhile.
  @Test
  void aPageWithAGapIsNotRemembered() {
    server.answering("OpenIssues", World.connection("null"));
    assertThat(collecting().keeping(data).run().failed()).contains("github.issues.open");
    server.answering("OpenIssues", World.connection(""));
    assertThat(collecting().keeping(data).run().failed()).isEmpty();
  }

  @Test
  void anUnchangedRepositoryIsKnownByOneQuestion() {
    Reported cold = collecting().keeping(data).run();
    server.forgetting();
    Reported again = collecting().keeping(data).run();
    assertThat(again.values()).isEqualTo(cold.values());
    assertThat(server.asked().stream().map(Asked::kind).filter(kind -> !kind.startsWith("GET")))
        .containsExactly("Overview");
    assertThat(server.asked("GET /repos/acme/rocket/commits/:sha")).isEmpty();
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs/:n/attempts/:n")).isEmpty();
  }

  @Test
  void whatChangedIsReadAgainAndTheRestIsNot() {
    collecting().keeping(data).run();
    server
        .forgetting()
        .answering(
            "Overview", World.overview().replace("2026-03-10T21:00:00Z", "2026-03-10T22:00:00Z"));
    collecting().keeping(data).run();
    assertThat(server.asked().stream().map(Asked::kind).filter(kind -> !kind.startsWith("GET")))
        .contains("Overview", "OpenPulls", "ClosedPulls")
        // The labels of a pull request make its commit a hotfix.
        .contains("Commits")
        .doesNotContain("OpenIssues", "Contributions");
  }
}
