// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server on loopback whose every answer a test writes by hand. Until told otherwise it is a
/// SkyPilot server of API version 52 with nothing in it.
final class HandmadeServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Result> results = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// How a request with a body is answered.
  interface Answer {
    void to(HttpExchange exchange, String body) throws IOException;
  }

  /// A request that came.
  ///
  /// @param path without query
  record Asked(String path, String body, Headers headers) {}

  private HandmadeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    answers.put("/api/get", this::result);
    http.createContext("/", this::handle);
    http.start();
  }

  static HandmadeServer start() {
    return new HandmadeServer()
        .speaking("52", "0.13.0")
        .working("/jobs/queue/v2", "{\"jobs\":[]}")
        .working("/jobs/queue", "[]")
        .working("/status", "[]")
        .working("/cost_report", "[]")
        .working("/list_accelerators", "{}")
        .working("/jobs/events", "[]");
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  HandmadeServer speaking(String api, String release) {
    return answering(
        "/api/health",
        json(
            200,
            "{\"status\":\"healthy\",\"api_version\":\"%s\",\"version\":\"%s\"}"
                .formatted(api, release)));
  }

  HandmadeServer answering(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /// Takes work on and ends it with a value, as JSON.
  HandmadeServer working(String path, String value) {
    return working(path, _ -> value);
  }

  /// The same, with a value that depends on the body.
  HandmadeServer working(String path, UnaryOperator<String> value) {
    return ending(path, body -> envelope(value.apply(body)));
  }

  /// Takes work on and answers 200, whatever became of it.
  HandmadeServer saying(String path, String status, String value) {
    return ending(
        path,
        _ ->
            "{\"status\":%s,\"return_value\":%s,\"error\":\"null\"}"
                .formatted(quoted(status), quoted(value)));
  }

  static String envelope(String value) {
    return "{\"name\":\"work\",\"return_value\":%s,\"error\":\"null\"}".formatted(quoted(value));
  }

  /// Takes work on and ends it with an exception inside the server.
  HandmadeServer failing(String path, String type, String message) {
    String error =
        "{\"object\":\"\",\"type\":%s,\"message\":%s}".formatted(quoted(type), quoted(message));
    return ending(
        path,
        _ ->
            "{\"detail\":{\"status\":\"FAILED\",\"return_value\":\"null\",\"error\":%s}}"
                .formatted(quoted(error)));
  }

  /// The whole queue on one page.
  HandmadeServer queue(JobRow... rows) {
    return working(
            "/jobs/queue/v2",
            body -> "{\"jobs\":" + (isFirst(body) ? list(List.of(rows)) : "[]") + "}")
        .working("/jobs/queue", list(List.of(rows)));
  }

  static boolean isFirst(String body) {
    return body.contains("\"page\":1,");
  }

  static String list(List<JobRow> rows) {
    return rows.stream().map(JobRow::json).collect(Collectors.joining(",", "[", "]"));
  }

  /// Takes work on and ends it with an answer of its own; one with `detail` first is a failure.
  HandmadeServer ending(String path, UnaryOperator<String> answer) {
    return taking(
        path,
        body -> {
          String text = answer.apply(body);
          return new Result(text.startsWith("{\"detail\"") ? 500 : 200, text);
        });
  }

  /// Loses the work some times, each time with the wish to be asked again.
  HandmadeServer losing(String path, int status, int times, String value) {
    AtomicInteger lost = new AtomicInteger();
    return taking(
        path,
        _ ->
            lost.incrementAndGet() <= times
                ? new Result(status, "{\"detail\":\"Request should be retried\"}")
                : new Result(200, envelope(value)));
  }

  private record Result(int status, String text) {}

  private HandmadeServer taking(String path, Function<String, Result> work) {
    return answering(
        path,
        (exchange, body) -> {
          String id = "work-" + ids.incrementAndGet();
          results.put(id, work.apply(body));
          exchange.getResponseHeaders().set("X-Skypilot-Request-ID", id);
          json(200, "null").to(exchange, body);
        });
  }

  /// What came so far, in order.
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Stream<Asked> asked(String path) {
    return asked.stream().filter(one -> one.path().equals(path));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(new Asked(path, body, exchange.getRequestHeaders()));
      answers.getOrDefault(path, json(404, "{\"detail\":\"Not Found\"}")).to(exchange, body);
    }
  }

  /// What work came to.
  private void result(HttpExchange exchange, String body) throws IOException {
    String id = exchange.getRequestURI().getQuery().replace("request_id=", "");
    Result result = results.getOrDefault(id, new Result(404, "{\"detail\":\"Request not found\"}"));
    json(result.status(), result.text()).to(exchange, body);
  }

  static Answer json(int status, String text) {
    return typed(status, "application/json", text);
  }

  static Answer html(int status, String text) {
    return typed(status, "text/html", "<html><body>" + text + "</body></html>");
  }

  static Answer redirect(String to) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /// Never answers.
  Answer silence() {
    return (_, _) -> {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /// A beginning, and then one block over and over, as fast as it is read.
  static Answer endless(String beginning, String block) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
      byte[] more = block.repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      while (true) {
        exchange.getResponseBody().write(more);
      }
    };
  }

  /// Promises a length and begins.
  static Answer announcing(long bytes, String beginning) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes);
      exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  private static Answer typed(int status, String type, String text) {
    return (exchange, _) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// A text as a JSON string.
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
