// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.github.organisation.Organisation;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GithubDeterminismTest {
  @Test
  void theSameSeedAndInstantGiveTheSameBytes() {
    assertThat(transcript(6)).as("seed 6").isEqualTo(transcript(6));
  }

  @Test
  void anotherSeedGivesAnotherStory() {
    assertThat(transcript(6)).isNotEqualTo(transcript(7));
  }

  private static List<String> transcript(long seed) {
    Organisation organisation = Organisation.of(seed, Client.NOW);
    List<String> bodies = new ArrayList<>();
    try (GithubServer server =
        GithubServer.start(GithubOptions.of(organisation, InstantSource.fixed(Client.NOW)))) {
      Client client = new Client(server);
      for (String path :
          List.of(
              "/actions/runs?per_page=100",
              "/actions/workflows",
              "/activity",
              "/rulesets/rule-suites?time_period=month")) {
        HttpResponse<String> answer = client.get(Client.ARENA + path);
        bodies.add(answer.headers().firstValue("ETag").orElse("") + answer.body());
      }
      bodies.add(
          client
              .arena(
                  "pullRequests(last: 100) { nodes { number title author { login } updatedAt reviews(first: 9) { nodes { state submittedAt } } } }")
              .toString());
      bodies.add(client.query("{ nothing(of: 1) { that } }", Map.of()).body());
    }
    return bodies;
  }
}
