// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// What Datadog says of metrics, on this machine: `GET` and `PUT /api/v1/metrics/{name}`, and the
/// volumes of some. Goes wrong where a test asks for it.
final class FakeMetrics implements AutoCloseable {
  static final String APPLICATION_KEY = "0ddba110ddba110ddba110ddba110ddba110ddba";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  // Below: guarded by this.
  private final Map<String, Map<String, @Nullable Object>> metrics = new TreeMap<>();
  private final Map<String, String> volumes = new HashMap<>();
  private final Map<String, Strike> strikes = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  /// What goes wrong.
  enum Strike {
    /// 500, whenever it is asked.
    FAILS,
    /// Done, and then 502, the first time.
    DONE_AND_502,
    /// 429 with the time of its reset, the first time.
    LIMITED_ONCE,
    /// 429 with a reset that is too far away.
    LIMITED_FOR_LONG,
    /// The connection ends, the first time.
    DROPPED,
    FORBIDDEN,
    /// A page with status 200.
    PAGE,
    /// 200, and nothing done.
    LIES,
    /// 400.
    REFUSES
  }

  FakeMetrics() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Knows a metric from now on, with nothing said of it but its type.
  synchronized void has(String metric, String type) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("type", type);
    metrics.put(metric, fields);
  }

  synchronized void says(String metric, String field, Object value) {
    metrics.getOrDefault(metric, Map.of()).put(field, value);
  }

  /// The attributes of a metric's volumes, as JSON.
  synchronized void hasVolumes(String metric, String attributes) {
    volumes.put(metric, attributes);
  }

  /// From now on this goes wrong.
  ///
  /// @param request `GET shop.orders`
  synchronized void strike(String request, Strike how) {
    strikes.put(request, how);
  }

  synchronized void calmDown() {
    strikes.clear();
  }

  synchronized Map<String, @Nullable Object> shown(String metric) {
    return new HashMap<>(metrics.getOrDefault(metric, Map.of()));
  }

  /// `GET shop.orders`, in the order they came, since this was asked before.
  synchronized List<String> requests() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  /// The bodies of all PUTs.
  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String path = exchange.getRequestURI().getPath();
      String metric = path.replaceFirst("/api/v[12]/metrics/", "").replace("/volumes", "");
      Reply reply = reply(exchange, metric, path.endsWith("/volumes"), body);
      if (reply.status() == 0) {
        return;
      }
      byte[] bytes = reply.text().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Reply(int status, String text) {
    static Reply error(int status, String message) {
      return new Reply(status, "{\"errors\":[\"" + message + "\"]}");
    }
  }

  private synchronized Reply reply(
      HttpExchange exchange, String metric, boolean ofVolumes, String body) {
    String request = exchange.getRequestMethod() + " " + metric;
    requests.add(request);
    if (!FakeIntake.KEY.equals(exchange.getRequestHeaders().getFirst("DD-API-KEY"))
        || !APPLICATION_KEY.equals(exchange.getRequestHeaders().getFirst("DD-APPLICATION-KEY"))) {
      return Reply.error(403, "Forbidden");
    }
    Strike strike = strikes.get(request);
    if (strike == null) {
      return ofVolumes ? volume(metric) : done(exchange, metric, body);
    }
    return switch (strike) {
      case FAILS -> Reply.error(500, "internal");
      case DONE_AND_502 -> {
        strikes.remove(request);
        Reply _ = done(exchange, metric, body);
        yield Reply.error(502, "gateway");
      }
      case LIMITED_ONCE -> {
        strikes.remove(request);
        exchange.getResponseHeaders().set("X-RateLimit-Reset", "7");
        yield Reply.error(429, "slow down");
      }
      case LIMITED_FOR_LONG -> {
        exchange.getResponseHeaders().set("X-RateLimit-Reset", "3600");
        yield Reply.error(429, "slow down");
      }
      case DROPPED -> {
        strikes.remove(request);
        yield new Reply(0, "");
      }
      case FORBIDDEN -> Reply.error(403, "Forbidden");
      case PAGE -> new Reply(200, "<html>hello</html>");
      case LIES -> new Reply(200, json(shown(metric)));
      case REFUSES -> Reply.error(400, "no");
    };
  }

  private Reply done(HttpExchange exchange, String metric, String body) {
    Map<String, @Nullable Object> fields = metrics.get(metric);
    if (fields == null) {
      return Reply.error(404, "metric_name not found");
    }
    if (exchange.getRequestMethod().equals("PUT")) {
      bodies.add(body);
      Map<?, ?> sent = (Map<?, ?>) JsonTree.read(body.getBytes(UTF_8));
      if (fields.get("type") instanceof String type
          && type.equals("distribution")
          && sent.containsKey("type")) {
        return Reply.error(400, "the type of a distribution");
      }
      sent.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return new Reply(200, json(fields));
  }

  private Reply volume(String metric) {
    String attributes = volumes.get(metric);
    return attributes == null
        ? Reply.error(404, "Not found")
        : new Reply(200, "{\"data\":{\"id\":\"m\",\"attributes\":" + attributes + "}}");
  }

  private static String json(Map<String, @Nullable Object> fields) {
    StringBuilder json = new StringBuilder("{\"integration\":null");
    fields.forEach((key, value) ->
        json.append(",\"")
            .append(key)
            .append("\":")
            .append(value instanceof String text && text.isEmpty() ? "null" : written(value)));
    return json.append('}').toString();
  }

  private static String written(@Nullable Object value) {
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }
}
