// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers requests, each on a virtual thread of its own, until it is closed. Whatever goes wrong
/// is answered in Datadog's form, but for a request line or headers that are no HTTP, such as an
/// address with braces that are not escaped: these the JDK's server refuses itself, with status 400
/// and a page.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger("metta.server");

  /// How many seconds a client may take to send a request, how many an answer may take to be made
  /// and read, and how long one may stay without asking: who stalls holds no connection for ever.
  /// The JDK counts the making of an answer too, and breaks it off without a word; so the limit is
  /// far above what the largest question that is allowed takes on a busy machine. And an answer's
  /// body leaves at once, rather than 40 ms later when the client has acknowledged the headers. The
  /// JDK's server reads these once.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "60",
          "sun.net.httpserver.maxRspTime", "1800",
          "sun.net.httpserver.idleInterval", "60",
          "sun.net.httpserver.nodelay", "true");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Router router;
  private final Gate gate;

  private WebServer(HttpServer http, Router router, Gate gate) {
    this.http = http;
    this.router = router;
    this.gate = gate;
    http.setExecutor(threads);
    http.createContext("/", this::handle);
  }

  /// Listens on an address.
  ///
  /// @throws IOException where it cannot be listened on
  public static WebServer start(InetSocketAddress address, Router router, Gate gate)
      throws IOException {
    SETTINGS.forEach((property, value) -> {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    });
    WebServer server = new WebServer(HttpServer.create(address, 0), router, gate);
    server.http.start();
    return server;
  }

  public InetSocketAddress address() {
    return http.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      passOver(exchange.getRequestBody());
      byte[] bytes = answer.bytes();
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      boolean isBare = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), isBare ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes, 0, isBare ? 0 : bytes.length);
      // Else an exchange whose request broke off is closed before its answer has left.
      exchange.getResponseBody().flush();
    }
  }

  /// A reply as it is sent.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Answer(int status, String type, byte[] bytes, Map<String, String> headers) {
    static Answer of(Reply reply) {
      return switch (reply.body()) {
        case Reply.Json(Object tree) ->
            new Answer(reply.status(), "application/json", Tree.bytes(tree), reply.headers());
        case Reply.Content(String type, byte[] bytes) ->
            new Answer(reply.status(), type, bytes, reply.headers());
      };
    }

    static Answer wrong(int status, List<String> errors) {
      return of(new Reply(status, Map.of("errors", errors)));
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      return Answer.of(reply(exchange));
    } catch (Refusal refused) {
      return Answer.wrong(refused.status(), refused.errors());
    } catch (RuntimeException failed) {
      return Answer.of(failure(exchange, failed));
    } catch (StackOverflowError tooDeep) {
      return Answer.wrong(400, List.of("what is asked for has too many parts"));
    } catch (OutOfMemoryError full) {
      // What filled it is left with this request.
      LOG.log(Level.ERROR, asked(exchange) + ": " + full.getMessage());
      return Answer.wrong(500, List.of("out of memory: ask a shorter window or a coarser rollup"));
    }
  }

  private static String asked(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
  }

  /// What is left of a refused body, so that the client gets to read the answer.
  private static void passOver(InputStream body) {
    try {
      body.skipNBytes(Math.min(body.available(), 1 << 20));
    } catch (IOException broken) {
      LOG.log(Level.DEBUG, "a body broke off", broken);
    }
  }

  private Reply failure(HttpExchange exchange, RuntimeException failed) {
    String asked = asked(exchange);
    Optional<Integer> status = router.status(failed);
    if (status.isPresent()) {
      LOG.log(Level.WARNING, asked + ": " + failed.getMessage());
      return new Reply(
          status.get(), Map.of("errors", List.of(String.valueOf(failed.getMessage()))));
    }
    LOG.log(Level.ERROR, asked, failed);
    return new Reply(500, Map.of("errors", List.of("Internal error: " + failed)));
  }

  private Reply reply(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
    Call bare = new Call(method, path, query, headers, List.of(), new byte[0]);
    Optional<Router.Found> found = router.find(method, path);
    gate.check(bare, found.map(Router.Found::needs).orElse(Router.Needs.NONE));
    if (found.isEmpty()) {
      throw router.knows(path)
          ? new Refusal(405, "Method not allowed")
          : new Refusal(404, "Not found");
    }
    byte[] body =
        Body.of(path)
            .read(
                exchange.getRequestBody(),
                bare.header("Content-Encoding"),
                bare.header("Content-Length"));
    return found
        .get()
        .handler()
        .apply(new Call(method, path, query, headers, found.get().parts(), body));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
