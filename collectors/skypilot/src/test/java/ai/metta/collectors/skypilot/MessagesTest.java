// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.collectors.skypilot.HandmadeServer.announcing;
import static ai.metta.collectors.skypilot.HandmadeServer.endless;
import static ai.metta.collectors.skypilot.HandmadeServer.html;
import static ai.metta.collectors.skypilot.HandmadeServer.json;
import static ai.metta.collectors.skypilot.HandmadeServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run;
import ai.metta.metric.Failure;
import ai.metta.metric.Golden;
import ai.metta.metric.Outcome;
import ai.metta.sandbox.skypilot.Access;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.ServerVersion;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What a run says when something is wrong: what happened, with which input, what to do.
final class MessagesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T13:00:00Z");
  private static final Path FILE = Path.of("src/test/resources/messages.txt");
  private static final String TOKEN = "sky_0123456789abcdef";

  private final StringBuilder said = new StringBuilder();

  @Test
  void everythingThatCanBeWrongHasItsOwnMessage() {
    says("no endpoint and no sky command", Collecting.at(NOW).run());
    credentials();
    somebodyElseAnswers();
    versions();
    theServerFails();
    theControllerIsMissing();
    brokenAnswers();
    Golden.matches(FILE, said.toString());
  }

  private void credentials() {
    Access account = new Access.ServiceAccount("metrics", TOKEN);
    simulated("no token where one is needed", account, UnaryOperator.identity());
    simulated(
        "a wrong token",
        account,
        run -> run.knowing("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_fedcba9876543210"));
    simulated(
        "a wrong password",
        new Access.Basic("ada", "right"),
        run ->
            run.with(
                "skypilot.endpoint",
                run.settings().get("skypilot.endpoint").replace("//", "//ada:wrong-one@")));
    byHand(
        "a role that may not look (403)",
        server -> server.answering("/jobs/queue/v2", json(403, "{\"detail\":\"Forbidden\"}")),
        run -> run.knowing("SKYPILOT_SERVICE_ACCOUNT_TOKEN", TOKEN));
    byHand("a viewer, who may not ask for prices (403)", MessagesTest::withoutPrices);
    byHand(
        "a viewer, where prices are configured",
        MessagesTest::withoutPrices,
        run -> run.with("skypilot.prices", "p5.4xlarge=6.5"));
  }

  private static HandmadeServer withoutPrices(HandmadeServer server) {
    return server
        .queue(JobRow.running(1))
        .answering("/list_accelerators", json(403, "{\"detail\":\"Forbidden\"}"));
  }

  private void somebodyElseAnswers() {
    byHand("a page from a proxy (200)", server -> server.answering("/api/health", html(200, "Hi")));
    byHand("a page from a proxy (502)", server -> server.answering("/status", html(502, "Oops")));
    byHand(
        "a redirect to a login page",
        server -> server.answering("/api/health", redirect("https://login.example/start?rd=x")));
    byHand(
        "a redirect to a login page in spite of a token",
        server -> server.answering("/status", redirect("/oauth2/start?rd=x")),
        run -> run.knowing("SKYPILOT_SERVICE_ACCOUNT_TOKEN", TOKEN));
    byHand(
        "a redirect to another page of the same server",
        server -> server.answering("/status", redirect(server.endpoint() + "/status/")));
    byHand(
        "a redirect that never ends",
        server -> server.answering("/api/health", redirect(server.endpoint() + "/api/health")));
    byHand(
        "a redirect to https",
        server -> server.answering("/api/health", redirect("https://127.0.0.1/api/health")));
    byHand(
        "a redirect to what is no address",
        server -> server.answering("/api/health", redirect("http://[broken")));
    byHand(
        "a login asked for in the answer",
        server -> server.answering("/api/health", json(200, "{\"status\":\"needs_auth\"}")));
    byHand(
        "another service's address",
        server -> server.answering("/api/health", json(404, "{\"message\":\"no route\"}")));
    byHand(
        "an answer to work without an id",
        server -> server.answering("/status", json(200, "null")));
  }

  private void versions() {
    byHand(
        "a server that refuses our version",
        server ->
            server.answering(
                "/status",
                json(
                    400,
                    "{\"error\":\"version_mismatch\",\"message\":\"\\u001b[33mYour client is too"
                        + " old:0.9.3\\u001b[0m\"}")));
    byHand(
        "a server too old for job events",
        server -> server.speaking("24", "0.11.0").queue(JobRow.of(1, "PENDING")));
    byHand(
        "a server too new to have this path",
        server ->
            server
                .speaking("99", "0.99.0")
                .answering("/jobs/queue/v2", json(404, "{\"detail\":\"Not Found\"}")));
  }

  private void theServerFails() {
    byHand(
        "a failure inside the server (500 with detail)",
        server -> server.failing("/jobs/queue/v2", "OperationalError", "database is locked"));
    byHand(
        "a failure inside one part only",
        server -> server.failing("/cost_report", "KeyError", "'p5.48xlarge'"));
    byHand(
        "a server that fell over (500 in plain text)",
        server -> server.answering("/status", html(500, "Internal Server Error")));
    byHand(
        "a server that shuts down",
        server ->
            server.answering("/status", json(503, "{\"detail\":\"Server is shutting down\"}")));
    byHand("too many requests", server -> server.answering("/status", json(429, "\"slow down\"")));
    byHand(
        "too many requests, and a wait in seconds",
        server -> server.answering("/status", limited("7")));
    byHand(
        "too many requests, and a wait until then",
        server -> server.answering("/status", limited("Mon, 1 Jun 2026 13:00:09 GMT")));
    byHand(
        "too many requests, and a wait that outlasts the run",
        server -> server.answering("/status", limited("3600")));
    faulty("work that is to be asked for again", Fault.SHOULD_RETRY);
    byHand(
        "a server that never answers",
        server -> server.answering("/api/health", server.silence()),
        run -> run.waiting(Duration.ofMillis(200)));
    says(
        "nobody listens there",
        Collecting.at(NOW).with("skypilot.endpoint", "http://127.0.0.1:1").run());
  }

  private static HandmadeServer.Answer limited(String retryAfter) {
    return (exchange, body) -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      json(429, "{\"detail\":\"Too many requests\"}").to(exchange, body);
    };
  }

  private void theControllerIsMissing() {
    faulty("no jobs controller", Fault.CONTROLLER_ABSENT);
    faulty("a jobs controller that is stopped", Fault.CONTROLLER_STOPPED);
    faulty("a jobs controller that is broken", Fault.CONTROLLER_BROKEN);
  }

  private void brokenAnswers() {
    byHand(
        "an error inside an answer of 200",
        server -> server.working("/jobs/queue/v2", "{\"error\":\"the controller is upgrading\"}"));
    byHand("no value inside an answer of 200", server -> server.working("/jobs/queue/v2", "null"));
    byHand(
        "a row without an id",
        server -> server.working("/jobs/queue/v2", "{\"jobs\":[{\"status\":\"RUNNING\"}]}"));
    byHand(
        "a time that is no number",
        server ->
            server.queue(
                JobRow.running(9), JobRow.running(8), JobRow.running(7).raw("end_at", "NaN")));
    byHand(
        "a number of GPUs that is none",
        server -> server.queue(JobRow.running(9).raw("accelerators", "{\"H100\":1e999}")));
    byHand(
        "a price that is no number",
        server -> server.working("/cost_report", "[{\"name\":\"dev\",\"total_cost\":Infinity}]"));
    byHand("an empty answer", server -> server.answering("/api/health", json(200, "")));
    byHand(
        "an answer cut in two",
        server -> server.working("/jobs/queue/v2", "{\"jobs\":[{\"job_id\":1,\"sta"));
    byHand(
        "an envelope cut in two",
        server -> server.answering("/api/get", json(200, "{\"return_value\":\"[{\\\"name\\\":")));
    faulty("a value cut in two by the network", Fault.TRUNCATED_JSON);
    faulty("an answer shorter than it promised", Fault.SHORT_BODY);
    faulty("pages in circles", Fault.PAGES_IN_CIRCLES);
    byHand(
        "a word that never ends where a short answer is due",
        server -> server.answering("/api/health", endless("{\"status\":\"", "x")));
    byHand(
        "a queue of 2 GB",
        server ->
            server.answering(
                "/api/get", announcing(2L << 30, "{\"return_value\":\"{\\\"jobs\\\":[")));
  }

  private void byHand(String title, UnaryOperator<HandmadeServer> change) {
    byHand(title, change, UnaryOperator.identity());
  }

  private void byHand(
      String title, UnaryOperator<HandmadeServer> change, UnaryOperator<Collecting> conditions) {
    try (HandmadeServer server = change.apply(HandmadeServer.start())) {
      says(title, conditions.apply(Collecting.at(NOW).from(server.endpoint())).run());
    }
  }

  private void simulated(String title, Access access, UnaryOperator<Collecting> conditions) {
    SkypilotOptions options =
        SkypilotOptions.of(Fleet.of(7, 60), InstantSource.fixed(NOW))
            .withVersion(ServerVersion.V52)
            .withAccess(access);
    try (SkypilotServer server = SkypilotServer.start(options)) {
      says(title, conditions.apply(Collecting.at(NOW).from(server.endpoint())).run());
    }
  }

  private void faulty(String title, Fault fault) {
    try (SkypilotServer server =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), InstantSource.fixed(NOW)))) {
      server.fail(fault);
      says(
          title, Collecting.at(NOW).from(server.endpoint()).with("skypilot.page_size", "20").run());
    }
  }

  /// A case: how the run ended, and each message with how many metrics it cost.
  private void says(String title, Reported reported) {
    Run.Result result = reported.result();
    said.append("# ").append(title).append('\n').append(result.status().word()).append('\n');
    Map<String, Integer> messages = new TreeMap<>();
    result.outcomes().stream()
        .flatMap(one -> line(one.outcome()).lines())
        .forEach(line -> messages.merge(line, 1, Integer::sum));
    if (result.status() == Run.Status.NOT_CONFIGURED) {
      messages.put(line(new Outcome.Failed(result.reason().orElseThrow())), 0);
    } else {
      assertThat(reported.value("collector.skypilot.error_count"))
          .as(title)
          .isEqualTo(result.errorCount());
      assertThat(result.outcomes()).as(title).hasSize(25);
    }
    messages.forEach(
        (line, count) -> said.append("  ").append(count).append(' ').append(line).append('\n'));
    said.append('\n');
    assertThat(said.toString()).as(title).doesNotContain(TOKEN, "wrong-one", "fedcba");
    inventsNothing(title, reported);
  }

  /// A metric without a value has no series.
  private static void inventsNothing(String title, Reported reported) {
    reported.outcomes().stream()
        .filter(one -> !one.hasValue())
        .forEach(one -> assertThat(reported.values(one.metric())).as(title).isEmpty());
  }

  private static String line(Outcome outcome) {
    String text =
        switch (outcome) {
          case Outcome.Value _ -> "";
          case Outcome.Absent _ -> "";
          case Outcome.Unsupported(String reason) -> "unsupported: " + reason;
          case Outcome.Failed(Failure cause) -> cause.kind() + ": " + cause.message();
        };
    return text.replaceAll("127\\.0\\.0\\.1:\\d{4,5}", "127.0.0.1:PORT")
        .replaceAll("work-\\d+|\\p{XDigit}{8}-[\\p{XDigit}-]{27}", "ID");
  }
}
