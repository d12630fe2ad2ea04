// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.http.Request;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One answer that does not come leaves the others their turn.
final class PatienceTest {
  private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);
  private static final Optional<HttpCache> NOWHERE = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "PT5M, PT30S",
    "PT2M, PT30S",
    "PT1M, PT15S",
    "PT20S, PT5S",
    "PT3S, PT1S",
    "PT0S, PT1S"
  })
  void anAnswerIsWaitedForAQuarterOfTheRun(Duration run, Duration most) {
    assertThat(Patience.of(run).most()).isEqualTo(most);
  }

  /// Where it is as long as it ever is, a longer run would not help.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT2M  | ''",
        "PT20S | , a quarter of the run: a run with a longer --deadline waits longer",
        "PT3S  | , which is the least: a run with a longer --deadline waits longer"
      })
  void whyItIsNoLongerIsSaid(Duration run, String reason) {
    Request request = Patience.of(run).given(Request.get(URI.create("http://127.0.0.1/")));
    assertThat(request.timeout()).isEqualTo(Patience.of(run).most());
    assertThat(request.timeoutReason()).isEqualTo(reason);
  }

  /// Each way in, with a server that takes the question and says nothing.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHangsIsGivenUpAndSaysWhyByThen(boolean isToken) {
    Patience patience = new Patience(Duration.ofMillis(100), ", and no longer");
    Redactor redactor = new Redactor();
    try (ScriptedGithub server =
            ScriptedGithub.start().otherwise(_ -> ScriptedGithub.sayingNothing());
        Http http = Http.of(HttpPolicy.standard("test", new Random(1)), CLOCK, redactor, NOWHERE)) {
      Endpoint rest = Endpoint.parse(server.endpoint().toString(), redactor);
      GithubIdentity identity =
          isToken
              ? GithubIdentity.Token.of(Secret.of(Collecting.TOKEN))
              : new AppIdentity(
                  new AppRequests(
                      http, rest, CLOCK, AppKey.of("12345", Secret.of(AppTest.PKCS8)), patience),
                  () -> new Installation("99", Optional.empty()));
      Limits limits = new Limits(CLOCK, 20, Instant.MAX);
      GithubApi api = new GithubApi(http, rest, server.endpoint(), identity, limits, patience);
      assertThatThrownBy(() -> api.get("/rate_limit", _ -> true))
          .hasMessageEndingWith(": no answer after 0.1 s of 0.1 s, and no longer");
    }
  }
}
