// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A secondary limit, which concerns whatever is asked of GitHub.
final class SlowDownTest {
  private static final Instant AS_OF = Instant.parse("2026-03-18T14:25:07Z");
  private static final int AT_ONCE = 8;

  @Test
  void oneThatIsToldToSlowDownTellsTheOthers() {
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    GithubOptions options = GithubOptions.of(Organisation.of(7, AS_OF), InstantSource.fixed(AS_OF));
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    try (GithubServer server = GithubServer.start(options);
        ScriptedGithub relay = ScriptedGithub.start().relaying(server.endpoint())) {
      Collecting collecting =
          Collecting.at(AS_OF)
              .from(relay.endpoint())
              .knowing("GITHUB_TOKEN", options.token())
              .with("github.organisation", "metta-sandbox")
              .pausing(waits::add);
      collecting.run();
      answered.set(relay.asked().size());
      relay.disturbedBy((asked, _) -> {
        if (asked.kind().equals("GET /rate_limit") || !asked.body().isEmpty()) {
          return null;
        }
        refused.incrementAndGet();
        return Reply.json(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}")
            .with("Retry-After", "3000");
      });
      Reported reported = collecting.run();
      assertThat(reported.reasons("github.ci.workflow_runs_7d").getFirst())
          .contains("2026-03-18T15:15:07Z, which is too long to wait");
    }
    assertThat(waits).isEmpty();
    assertThat(refused).as("of %s requests", answered).hasValueBetween(1, AT_ONCE);
  }
}
