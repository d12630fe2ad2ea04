// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static ai.metta.access.http.Client.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTest {
  private final Client client = Client.plain();
  private Service service;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Request list() {
    return Request.get(service.uri("/list?page=1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 401, 403, 404, 409, 413, 422, 500})
  void returnsTheAnswerOfAnyStatusAtOnce(int status) {
    service.answers(status, status == 204 ? "" : "text", Map.of("X-Told", "yes"));

    Answer answer = client.send(list());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(status == 204 ? "" : "text");
    assertThat(answer.headers().first("x-told")).contains("yes");
    assertThat(service.requests()).hasSize(1);
    assertThat(client.pauses()).isEmpty();
  }

  @Test
  void asksForGzipAndSaysWhoItIs() {
    service.answers(200, "");

    client.send(list().header("Accept", "application/json"));

    Service.Got got = service.requests().getFirst();
    assertThat(got.uri()).hasToString("/list?page=1");
    assertThat(got.header("User-Agent")).isEqualTo("metta/1.2");
    assertThat(got.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(got.header("Accept")).isEqualTo("application/json");
  }

  @Test
  void sendsABodyWithItsMediaType() {
    service.answers(202, "");

    client.send(Request.post(service.uri("/in"), "application/json", "{}".getBytes(UTF_8)));

    Service.Got got = service.requests().getFirst();
    assertThat(got.method()).isEqualTo("POST");
    assertThat(got.header("Content-Type")).isEqualTo("application/json");
    assertThat(got.body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void repeatsAReadAfterPassingTrouble(int status) {
    service.answers(status, "later").answers(status, "later").answers(200, "now");

    assertThat(client.send(list()).text()).isEqualTo("now");
    assertThat(client.pauses()).hasSize(2);
    assertThat(client.http().usage().requests()).isEqualTo(3);
  }

  @Test
  void whatALibrarySendsIsCountedWithTheRest() {
    client.http().alsoSent();
    client.http().until(Client.NOW).alsoSent();

    assertThat(client.http().usage().requests()).isEqualTo(2);
  }

  @Test
  void waitsForNoLimitThatIsNotWhatRefuses() {
    service
        .answers(
            502, "", Map.of("X-RateLimit-Reset", "1767330000", "X-RateLimit-Remaining", "4999"))
        .answers(200, "now");

    assertThat(client.send(list()).text()).isEqualTo("now");
    assertThat(client.pauses()).singleElement().matches(wait -> wait.toSeconds() < 1);
  }

  @ParameterizedTest
  @CsvSource({"429, 1", "502, 4", "503, 4"})
  void leavesALimitsRefusalToWhoeverKnowsHowLongToWait(int status, int requests) {
    service.answers(status, "no");

    Answer answer = client.send(list().repeated(Repeat.UNLESS_LIMITED));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(service.requests()).hasSize(requests);
  }

  @Test
  void returnsTheLastAnswerWhenTroubleLasts() {
    service.answers(503, "down");

    Answer answer = client.send(list());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).isEqualTo("down");
    assertThat(service.requests()).hasSize(4);
    assertThat(client.pauses()).hasSize(3).allMatch(wait -> wait.toMillis() <= 2000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Retry-After       | 7                             | 7
          Retry-After       | 0                             | 0
          Retry-After       | Fri, 02 Jan 2026 03:00:09 GMT | 9
          Retry-After       | Fri, 02 Jan 2026 02:00:00 GMT | 0
          X-RateLimit-Reset | 11                            | 11
          X-RateLimit-Reset | 1767322830                    | 30
          RateLimit-Reset   | 12                            | 12
          """)
  void waitsAsLongAsTheServiceAsks(String header, String value, long seconds) {
    service.answers(429, "", Map.of(header, value)).answers(200, "now");

    assertThat(client.send(list()).status()).isEqualTo(200);
    assertThat(client.pauses()).containsExactly(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "99999999999999999", "Fri, 02 Jan 2099 03:00:00 GMT"})
  void waitsNoLongerThanItsPatienceWhateverIsAsked(String value) {
    service.answers(503, "", Map.of("Retry-After", value));

    assertThat(client.failure(list()).message())
        .contains(": 503; the service listens again at ")
        .endsWith(", which is too long to wait");
    assertThat(service.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 503, 504})
  void theEndOfALimitThatIsNotReachedIsNoReasonToWait(int status) {
    Map<String, String> limit =
        Map.of("X-RateLimit-Remaining", "4999", "X-RateLimit-Reset", "1767326000");
    service.answers(status, "", limit).answers(200, "now");

    assertThat(client.send(list()).status()).isEqualTo(200);
    assertThat(client.pauses()).hasSize(1).allMatch(wait -> wait.toMillis() <= 500);
  }

  @Test
  void theEndOfALimitThatIsReachedIsWaitedFor() {
    Map<String, String> limit = Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "20");
    service.answers(503, "", limit).answers(200, "now");

    assertThat(client.send(list()).status()).isEqualTo(200);
    assertThat(client.pauses()).containsExactly(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", ""})
  void choosesItsOwnWaitWhereTheServiceAsksForNone(String value) {
    service.answers(503, "", Map.of("Retry-After", value)).answers(200, "now");

    assertThat(client.send(list()).status()).isEqualTo(200);
    assertThat(client.pauses()).hasSize(1).allMatch(wait -> wait.toMillis() <= 500);
  }

  @Test
  void givesUpOnALimitThatIsTooFarAwayAndSaysWhenItEnds() {
    service.answers(429, "", Map.of("Retry-After", "3600"));

    assertThat(client.failure(list()))
        .isEqualTo(
            new Failure.RateLimit(
                list().identity()
                    + ": 429; the service listens again at 2026-01-02T04:00:00Z, which is too long"
                    + " to wait",
                Optional.of(NOW.plusSeconds(3600))));
    assertThat(client.pauses()).isEmpty();
  }

  @Test
  void doesNotWaitPastTheDeadlineOfTheRun() {
    service.answers(429, "", Map.of("Retry-After", "60"));
    Http narrowed = client.http().until(NOW.plusSeconds(50));

    assertThat(Client.failureOf(() -> narrowed.send(list())).message())
        .endsWith(
            "429; the service listens again at 2026-01-02T03:01:00Z, which is too long to wait"
                + " (this run ends at 2026-01-02T03:00:50Z)");
    assertThat(client.pauses()).isEmpty();
  }

  /// Clocks tell nanoseconds; people do not read them.
  @Test
  void timesAreSaidToTheSecondAndNeverTooEarly() {
    service.answers(429, "", Map.of("Retry-After", "3600"));
    InstantSource clock = InstantSource.fixed(NOW.plusNanos(1_000));
    HttpPolicy policy = HttpPolicy.standard("1.2", new SplittableRandom(1));
    Http exact =
        Http.of(policy, clock, new Redactor(), Optional.empty())
            .until(NOW.plusSeconds(50).plusNanos(1));

    assertThat(Client.failureOf(() -> exact.send(list())).message())
        .endsWith(
            "listens again at 2026-01-02T04:00:01Z, which is too long to wait"
                + " (this run ends at 2026-01-02T03:00:51Z)");
    assertThat(Client.failureOf(() -> exact.await(list(), Duration.ofHours(1))).message())
        .endsWith("listens again at 2026-01-02T04:00:01Z, which is too long to wait");
    assertThat(Client.failureOf(() -> exact.until(NOW.minusNanos(1)).send(list())).message())
        .endsWith("the run's deadline 2026-01-02T03:00:00Z has passed");
  }

  @Test
  void whatWasAnsweredByNoneIsTriedAsOftenAsWhatWasNotAnswered() {
    Http http = client.http();
    assertThat(http.awaitNextTry(list(), 1)).isTrue();
    assertThat(http.awaitNextTry(list(), 3)).isTrue();
    assertThat(http.awaitNextTry(list(), 4)).isFalse();
    assertThat(http.until(NOW).awaitNextTry(list(), 1)).as("after the deadline").isFalse();
    assertThat(client.pauses()).hasSize(2).allMatch(wait -> wait.toMillis() <= 2000);
  }

  @Test
  void whatAnotherClientWasToldIsKeptToo() {
    Http http = client.http();
    Head limited = new Head(429, new Headers(Map.of("Retry-After", "7")));
    assertThat(http.awaitNextTry(list(), limited, 1)).isTrue();
    assertThat(client.pauses()).containsExactly(Duration.ofSeconds(7));
    assertThat(http.awaitNextTry(list(), limited, 4)).as("after the last").isFalse();
    assertThat(http.awaitNextTry(list(), new Head(404, Headers.NONE), 1)).isFalse();
    assertThat(Client.failureOf(() -> http.until(NOW).awaitNextTry(list(), limited, 1)).message())
        .contains("429; the service listens again at");
  }

  /// As a page's link to the next might have it.
  @Test
  void aPortThatNoMachineHasIsNotAsked() {
    assertThat(Client.failureOf(() -> Request.get(URI.create("http://a.test:65536/list"))))
        .isEqualTo(
            new Failure.Configuration("\"http://a.test:65536/list\" is not an http or https URL"));
  }

  @Test
  void sendsNothingAfterTheDeadline() {
    service.answers(200, "");
    Http narrowed = client.http().until(NOW);

    assertThat(Client.failureOf(() -> narrowed.send(list())).message())
        .isEqualTo(
            list().identity() + ": not sent: the run's deadline 2026-01-02T03:00:00Z has passed");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void neverMovesADeadlineOut() {
    Http early = client.http().until(NOW);
    service.answers(200, "");

    assertThat(Client.failureOf(() -> early.until(NOW.plusSeconds(60)).send(list())).message())
        .contains("2026-01-02T03:00:00Z has passed");
  }

  @Test
  void repeatsAPostWhereTheServiceRefusedIt() {
    service.answers(503, "").answers(202, "");
    Request post =
        Request.post(service.uri("/in"), "text/plain", new byte[] {65}).repeated(Repeat.ON_REFUSAL);

    assertThat(client.send(post).status()).isEqualTo(202);
    assertThat(service.requests()).extracting(Service.Got::body).containsExactly("A", "A");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 504})
  void doesNotRepeatAPostThatMayHaveBeenTaken(int status) {
    service.answers(status, "");
    Request post =
        Request.post(service.uri("/in"), "text/plain", new byte[] {65}).repeated(Repeat.ON_REFUSAL);

    assertThat(client.send(post).status()).isEqualTo(status);
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void repeatsNothingThatMustNotBeRepeated() {
    service.answers(503, "");

    assertThat(client.send(list().repeated(Repeat.NEVER)).status()).isEqualTo(503);
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void followsARedirectOnTheSameServer() {
    service.answers(302, "", Map.of("Location", "/elsewhere")).answers(200, "there");

    assertThat(client.send(list()).text()).isEqualTo("there");
    assertThat(service.requests().getLast().uri()).hasToString("/elsewhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/again", "/list"})
  void givesUpARedirectThatNeverEnds(String location) {
    service.answers(302, "", Map.of("Location", location));

    assertThatThrownBy(() -> client.send(list()))
        .hasMessage(
            list().identity()
                + ": the server answers with redirects alone, of which 5 were followed; is the address right?");
    assertThat(service.requests()).hasSize(6);
  }

  @Test
  void doesNotFollowARedirectToAnotherServer() throws IOException {
    try (Service other = new Service().answers(200, "stolen")) {
      service.answers(307, "", Map.of("Location", other.uri("/list").toString()));

      assertThat(client.send(list()).status()).isEqualTo(307);
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://[broken", "https://127.0.0.1/", "mailto:a@b", "//user:pw@127.0.0.1/"})
  void returnsARedirectThatLeadsNowhere(String location) {
    service.answers(301, "", Map.of("Location", location));

    assertThat(client.send(list()).status()).isEqualTo(301);
    assertThat(service.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:pw@127.0.0.1:%d/",
        "//user@127.0.0.1:%d/",
        "https://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://127.0.0.1.:%d/"
      })
  void returnsARedirectThatIsNotQuiteToTheSameServer(String location) {
    service.answers(301, "", Map.of("Location", location.formatted(service.uri("/").getPort())));

    assertThat(client.send(list()).status()).isEqualTo(301);
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void doesNotFollowARedirectWithAPost() {
    service.answers(302, "", Map.of("Location", "/elsewhere"));

    Request post = Request.post(service.uri("/in"), "text/plain", new byte[] {65});

    assertThat(client.send(post).status()).isEqualTo(302);
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void waitsOnceWithAllWhereOneIsToldToSlowDown() throws IOException {
    service.answers(200, "");
    try (Service other = new Service().answers(200, "")) {
      client.http().holdBack(list(), Duration.ofSeconds(30));
      client.http().holdBack(list(), Duration.ofSeconds(20));

      client.send(Request.get(other.uri("/list")));
      assertThat(client.pauses()).isEmpty();
      client.http().atOnce(1).send(list());
      client.send(list());
    }
    assertThat(client.pauses()).containsExactly(Duration.ofSeconds(30));
    assertThat(service.requests()).hasSize(2);
  }

  @Test
  void sendsNothingMoreToAHostThatIsShut() {
    service.answers(200, "");
    client.http().shut(list(), new Failure.Credentials("revoked"));
    client.http().shut(list(), new Failure.Credentials("something later"));

    assertThat(client.failure(list())).isEqualTo(new Failure.Credentials("revoked"));
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void sendsNothingThatTheRunCannotWaitFor() {
    service.answers(200, "");
    client.http().holdBack(list(), Duration.ofSeconds(30));

    Http hurried = client.http().until(NOW.plusSeconds(10));
    Failure failure = Client.failureOf(() -> hurried.send(list()));

    assertThat(failure).isInstanceOf(Failure.RateLimit.class);
    assertThat(failure.message()).contains("2026-01-02T03:00:30Z, which is too long to wait");
    assertThat(service.requests()).isEmpty();
    assertThat(client.pauses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5000 41 core 60                     | 41",
        "5000 41 core 60, 5000 40 core 60    | 40",
        // An answer that was overtaken gives nothing back, another window everything.
        "5000 40 core 60, 5000 41 core 60    | 40",
        "5000 40 core 60, 5000 4999 core 120 | 4999",
        // What is counted apart runs out apart.
        "5000 40 core 60, 5000 90 graphql 60 | 40",
        // Nothing is limited.
        "0 0 core 60                         |",
      })
  void remembersHowManyRequestsTheServiceStillAllows(String answers, @Nullable Long left) {
    String[] all = answers.split(", ", -1);
    for (String answer : all) {
      String[] said = answer.split(" ", -1);
      service.answers(
          200,
          "",
          Map.of(
              "X-RateLimit-Limit", said[0],
              "X-RateLimit-Remaining", said[1],
              "X-RateLimit-Resource", said[2],
              "X-RateLimit-Reset", said[3]));
    }
    for (int sent = 0; sent < all.length; sent++) {
      client.send(list());
    }
    assertThat(client.http().usage().rateLimitRemaining()).isEqualTo(Optional.ofNullable(left));
  }

  @Test
  void remembersALimitThatIsToldWithoutTheX() {
    service.answers(200, "", Map.of("RateLimit-Limit", "1000", "RateLimit-Remaining", "870"));

    client.send(list());
    assertThat(client.http().usage().rateLimitRemaining()).contains(870L);
  }

  @Test
  void remembersThatNothingWasSaidOfALimit() {
    service.answers(200, "");

    client.send(list());

    assertThat(client.http().usage())
        .isEqualTo(new HttpUsage(1, 0, 0, Optional.empty(), List.of()));
  }
}
