// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import ai.metta.sandbox.jobresults.suite.SuiteRun;
import ai.metta.sandbox.jobresults.suite.SuiteTruth;
import ai.metta.sandbox.json.JsonTree;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A place on loopback where a runner's documents can be read, until it is closed: all under
/// `/api/job-results`, those of one suite under `/api/job-results/SUITE`.
public final class JobResultsServer implements AutoCloseable {
  public static final String PATH = "/api/job-results";

  private final Switchboard<Strike<JobResultsFault>> faults = new Switchboard<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final JobResultsOptions options;
  private final LocalServer server;

  private JobResultsServer(JobResultsOptions options) {
    this.options = options;
    this.server = LocalServer.start("job results", options.port(), this::handle);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static JobResultsServer start(JobResultsOptions options) {
    return new JobResultsServer(options);
  }

  /// Where it answers with all documents.
  public URI endpoint() {
    return server.endpoint().resolve(PATH);
  }

  /// What is so at an instant of what is told now, whatever the server tells.
  public SuiteTruth truth(Instant at) {
    return options.story().truth(options.clock().instant(), at);
  }

  /// The runs that there are now.
  public List<SuiteRun> runs() {
    return options.story().at(options.clock().instant());
  }

  /// Switches a fault on for some requests.
  public void fail(Strike<JobResultsFault> strike) {
    faults.add(strike);
  }

  /// Switches all faults off.
  public void heal() {
    faults.clear();
  }

  /// What was asked so far, path and query, in the order it came.
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      requests.add(exchange.getRequestURI().toString());
      answer(exchange).send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  private Answer answer(HttpExchange exchange) {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (options.token().filter(token -> !authorization.equals("Bearer " + token)).isPresent()) {
      return Answer.json(403, JsonTree.of("errors", List.of("Forbidden")));
    }
    String path = exchange.getRequestURI().getPath();
    if (!exchange.getRequestMethod().equals("GET") || !path.startsWith(PATH)) {
      return notFound();
    }
    String suite = path.substring(PATH.length()).replace("/", "");
    Answer whole =
        Answer.json(
            runs().stream()
                .filter(run -> suite.isEmpty() || run.suite().equals(suite))
                .map(Shapes::document)
                .toList());
    String request = exchange.getRequestURI().toString();
    return spoilt(
        new Answer(whole.status(), whole.headers(), Shapes.asPythonWrites(whole.body())),
        faults.struck(strike -> strike.fits(request)).map(Strike::fault));
  }

  private static Answer notFound() {
    return Answer.json(404, JsonTree.of("errors", List.of("Not found")));
  }

  private static Answer spoilt(Answer whole, Optional<JobResultsFault> fault) {
    if (fault.isEmpty()) {
      return whole;
    }
    String body = whole.body();
    return switch (fault.get()) {
      case FORBIDDEN -> Answer.json(403, JsonTree.of("errors", List.of("Forbidden")));
      case NOT_FOUND -> notFound();
      case SERVER_ERROR -> Answer.json(500, JsonTree.of("errors", List.of("Internal error")));
      case PAGE -> Answer.page(200, "Sign in");
      case CUT_SHORT -> with(whole, body.substring(0, body.length() / 2));
      case NEW_SCHEMA -> with(whole, body.replaceFirst("\"schema\":1", "\"schema\":2"));
      case UNKNOWN_STATUS ->
          with(whole, body.replaceFirst("\"status\":\"\\w+\"", "\"status\":\"passed\""));
      case NULL_DOCUMENT -> with(whole, "[null," + body.substring(1));
    };
  }

  private static Answer with(Answer answer, String body) {
    return new Answer(answer.status(), answer.headers(), body);
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    server.close();
  }
}
