// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.sandbox.github.Fault;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.Route;
import ai.metta.sandbox.github.Strike;
import ai.metta.sandbox.github.organisation.Organisation;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the collector asks by REST, and what the sandbox answers, against GitHub's own description
/// of its API. An answer may be shorter than GitHub's, and has no field that GitHub's has not.
final class OpenApiTest {
  private static final Instant AS_OF = Instant.parse("2026-03-18T14:25:07Z");
  private static final OpenApiInteractionValidator GITHUB = described();

  /// Everything that the sandbox answers by REST.
  private static final Set<String> ANSWERED =
      Set.of(
          "GET /rate_limit",
          "GET /:repo",
          "GET /:repo/actions/runs",
          "GET /:repo/actions/runs/:n",
          "GET /:repo/actions/runs/:n/attempts/:n",
          "GET /:repo/actions/runs/:n/jobs",
          "GET /:repo/actions/workflows",
          "GET /:repo/actions/workflows/:n/runs",
          "GET /:repo/check-runs/:n/annotations",
          "GET /:repo/commits/:sha",
          "GET /:repo/rulesets/rule-suites",
          "GET /:repo/rules/branches/:branch",
          "GET /:repo/activity");

  private record Exchange(Asked asked, Reply reply) {}

  @Test
  void requestsAndAnswersAreAsGithubDescribesThem() throws Exception {
    ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    GithubOptions options =
        GithubOptions.of(Organisation.of(16, AS_OF), InstantSource.fixed(AS_OF));
    try (GithubServer server = GithubServer.start(options);
        ScriptedGithub relay = ScriptedGithub.start().relaying(server.endpoint())) {
      relay.disturbedBy((asked, reply) -> {
        exchanges.add(new Exchange(asked, reply));
        return null;
      });
      Collecting collecting =
          Collecting.at(AS_OF)
              .from(relay.endpoint())
              .knowing("GITHUB_TOKEN", options.token())
              .with("github.organisation", "metta-sandbox");
      collecting.with("github.deployments", "environment:production").run();
      // Who may not see the record of bypasses asks for the rules.
      server.fail(Strike.always(Fault.MISSING_PERMISSION).at(Route.RULE_SUITES));
      collecting.with("github.deployments", "workflow:*test*").run();
      askTheRest(relay.endpoint(), options.token(), exchanges);
    }
    List<Exchange> rest =
        exchanges.stream().filter(one -> one.asked().kind().startsWith("GET ")).toList();
    assertThat(met(rest)).isEqualTo(ANSWERED);
    assertThat(rest.stream().flatMap(one -> complaints(one.asked(), one.reply()).stream()))
        .isEmpty();
  }

  /// What the collector never asks, and the sandbox answers: one run, and one repository.
  private static void askTheRest(URI github, String token, Iterable<Exchange> exchanges)
      throws IOException, InterruptedException {
    String attempt = "";
    for (Exchange one : exchanges) {
      String path = one.asked().uri().getPath();
      attempt = path.contains("/attempts/") ? path : attempt;
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String tail : List.of("/attempts/.*", "/actions/.*")) {
        HttpRequest request =
            HttpRequest.newBuilder(github.resolve(attempt.replaceAll(tail, "")))
                .header("Authorization", "Bearer " + token)
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
    }
  }

  /// Else the test above would be no test.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/repos/acme/rocket/actions/runs?nosuch=1                 | Query parameter 'nosuch'",
        "/repos/acme/rocket/actions/runs?per_page=many            | per_page",
        "/repos/acme/rocket/rulesets/rule-suites?time_period=year | time_period",
        "/repos/acme/rocket/actions/flights                       | No API path",
        "/repos/acme/rocket/actions/runs?per_page=100             | runs_of_today",
      })
  void anUnknownQuestionOrAnAnswerThatIsNotGithubsIsNoticed(String address, String about) {
    Asked asked =
        new Asked(1, "GET " + address, URI.create("http://127.0.0.1" + address), "", Map.of());
    assertThat(
            String.join(
                "\n", complaints(asked, Reply.ok("{\"total_count\":0,\"runs_of_today\":[]}"))))
        .contains(about);
  }

  /// The kinds of questions that were answered, of whatever repository and branch.
  private static Set<String> met(List<Exchange> exchanges) {
    return exchanges.stream()
        .filter(one -> one.reply().status() == 200)
        .map(one -> one.asked().kind())
        .map(kind -> kind.replaceAll("/repos/[^/]+/[^/]+", "/:repo"))
        .map(kind -> kind.replaceAll("/branches/.*", "/branches/:branch"))
        .collect(Collectors.toSet());
  }

  private static List<String> complaints(Asked asked, Reply reply) {
    SimpleRequest.Builder request = SimpleRequest.Builder.get(asked.uri().getPath());
    String query = asked.uri().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        request.withQueryParam(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    // A refusal is GitHub's own business, and hardly described.
    ValidationReport report =
        reply.status() == 200
            ? GITHUB.validate(
                request.build(),
                SimpleResponse.Builder.ok()
                    .withContentType("application/json")
                    .withBody(reply.body())
                    .build())
            : GITHUB.validateRequest(request.build());
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message -> asked.uri() + ": " + message)
        .toList();
  }

  private static OpenApiInteractionValidator described() {
    try (InputStream file =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi/github.json"))) {
      return OpenApiInteractionValidator.createForInlineApiSpecification(
              new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel("validation.request.parameter.query.unexpected", Level.ERROR)
                  .build())
          .build();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
