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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Datadog's intake on this machine, as strict as its documents: sizes before and after
/// decompression, key, names, tags, types, times. Keeps what it accepted, one value for a metric,
/// tags and second. Answers can be scripted.
public final class FakeIntake implements AutoCloseable {
  /// The key that it knows; any other is refused.
  public static final String KEY = "f00dfeedf00dfeedf00dfeedf00dfeed";

  private static final String PAGE = "<html>no</html>";

  private final HttpServer server;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  // Below: guarded by this.
  private final Queue<Scripted> script = new ArrayDeque<>();
  private final Map<StoredAs, StoredPoint> points = new HashMap<>();
  private final List<StoredEvent> events = new ArrayList<>();
  private final List<Integer> statuses = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final Map<String, Integer> refusedMetrics = new HashMap<>();
  private FakeBody limits = new FakeBody(512_000, 5_242_880);
  private boolean behindProxy;
  private long droppedPoints;

  private record StoredAs(String metric, List<String> tags, Instant at) {}

  /// What happens to a request instead of, or after, being looked at.
  private sealed interface Scripted {
    record Status(int status, Map<String, String> headers) implements Scripted {}

    record Text(int status, String text) implements Scripted {}

    record Drop() implements Scripted {}

    record StoreAndHang() implements Scripted {}

    record Signal() implements Scripted {}

    record Look() implements Scripted {}

    record StoreAndSay(String json) implements Scripted {}
  }

  private Historical historical = Historical.EXPIRED;

  private FakeIntake(InstantSource clock) throws IOException {
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// One whose clock is the computer's.
  public static FakeIntake start() {
    return start(InstantSource.system());
  }

  public static FakeIntake start(InstantSource clock) {
    try {
      return new FakeIntake(clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the loopback address cannot be listened on", e);
    }
  }

  /// From now on historical metrics are switched on: points of any age are kept.
  public synchronized FakeIntake keepingHistory() {
    historical = Historical.ALLOWED;
    return this;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What it keeps, sorted by metric, tags and time; old points are not among it.
  public synchronized List<StoredPoint> points() {
    return points.values().stream()
        .sorted(
            Comparator.comparing(StoredPoint::metric)
                .thenComparing(point -> point.tags().toString())
                .thenComparing(StoredPoint::at))
        .toList();
  }

  /// In the order they came.
  public synchronized List<StoredEvent> events() {
    return List.copyOf(events);
  }

  /// How many points it answered 202 for and did not keep, being outside of the time window.
  public synchronized long droppedPoints() {
    return droppedPoints;
  }

  /// The statuses of its answers, in order; 0 where it did not answer.
  public synchronized List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  /// The decompressed bodies that it accepted, in order.
  public synchronized List<byte[]> bodies() {
    return List.copyOf(bodies);
  }

  /// The next requests get this status, unseen.
  public synchronized void answerNext(int status, int times, Map<String, String> headers) {
    for (int time = 0; time < times; time++) {
      script.add(new Scripted.Status(status, headers));
    }
  }

  /// The next request gets a page, as from a proxy in between.
  public synchronized void answerWithHtml(int status) {
    script.add(new Scripted.Text(status, PAGE));
  }

  /// The next requests get no answer: their connection ends.
  public synchronized void dropNext(int times) {
    for (int time = 0; time < times; time++) {
      script.add(new Scripted.Drop());
    }
  }

  /// The next request is accepted and kept, and its answer never comes.
  public synchronized void hangNext() {
    script.add(new Scripted.StoreAndHang());
  }

  /// As [#hangNext], after so many requests that are looked at as ever.
  public synchronized void hangAfter(int requests) {
    for (int request = 0; request < requests; request++) {
      script.add(new Scripted.Look());
    }
    hangNext();
  }

  /// The next request ends [#awaitHanging], and is looked at as ever.
  public synchronized void signalNext() {
    script.add(new Scripted.Signal());
  }

  /// The next request is looked at as ever, and answered with this body.
  public synchronized void sayNext(String json) {
    script.add(new Scripted.StoreAndSay(json));
  }

  /// The next request gets this status and body, unseen.
  public synchronized void answerNext(int status, String json) {
    script.add(new Scripted.Text(status, json));
  }

  /// Waits until a request hangs.
  public void awaitHanging() throws InterruptedException {
    if (!hanging.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing came in a minute");
    }
  }

  /// Payloads with this metric get 400.
  public synchronized void refuseMetric(String metric) {
    refusedMetrics.put(metric, 400);
  }

  /// Payloads with this metric get 500, every time.
  public synchronized void failOnMetric(String metric) {
    refusedMetrics.put(metric, 500);
  }

  /// Other limits than Datadog's.
  public synchronized void limitTo(int compressedBytes, int plainBytes) {
    limits = new FakeBody(compressedBytes, plainBytes);
  }

  /// What is too large is refused with a page, as by a proxy in between.
  public synchronized void answerTooLargeAsAProxy() {
    behindProxy = true;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Scripted> scripted = next();
      if (scripted.isEmpty()) {
        answer(exchange, look(exchange));
        return;
      }
      switch (scripted.get()) {
        case Scripted.Status(int status, Map<String, String> headers) -> {
          exchange.getRequestBody().readAllBytes();
          headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          answer(exchange, new Reply(status, errors("scripted " + status)));
        }
        case Scripted.Text(int status, String text) -> answer(exchange, new Reply(status, text));
        case Scripted.Drop() -> note(0);
        case Scripted.Look() -> answer(exchange, look(exchange));
        case Scripted.Signal() -> {
          hanging.countDown();
          answer(exchange, look(exchange));
        }
        case Scripted.StoreAndSay(String json) ->
            answer(exchange, new Reply(look(exchange).status(), json));
        case Scripted.StoreAndHang() -> {
          Reply _ = look(exchange);
          note(0);
          hanging.countDown();
          closed.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Scripted> next() {
    return Optional.ofNullable(script.poll());
  }

  private record Reply(int status, String json) {}

  private Reply look(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try {
      checkKey(exchange);
      return switch (path) {
        case "GET /api/v1/validate" -> new Reply(200, "{\"valid\":true}");
        case "GET /api/v1/query" -> new Reply(200, "{\"status\":\"ok\",\"series\":[]}");
        case "POST /api/v2/series" -> series(body(exchange));
        case "POST /api/v1/events" -> event(body(exchange));
        default -> new Reply(404, errors("Not found"));
      };
    } catch (RefusedException e) {
      if (e.status() == 413 && isBehindProxy()) {
        return new Reply(413, PAGE);
      }
      return new Reply(e.status(), errors(String.valueOf(e.getMessage())));
    }
  }

  private synchronized boolean isBehindProxy() {
    return behindProxy;
  }

  private static void checkKey(HttpExchange exchange) throws RefusedException {
    String key = exchange.getRequestHeaders().getFirst("DD-API-KEY");
    if (key == null) {
      throw new RefusedException(403, "API key required");
    }
    if (!key.equals(KEY)) {
      throw new RefusedException(403, "Forbidden");
    }
  }

  private byte[] body(HttpExchange exchange) throws IOException, RefusedException {
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (!type.startsWith("application/json")) {
      throw new RefusedException(415, "Content-Type " + type);
    }
    FakeBody reading;
    synchronized (this) {
      reading = limits;
    }
    return reading.read(exchange);
  }

  private synchronized Reply series(byte[] json) throws RefusedException {
    List<FakeRules.Accepted> accepted = FakeRules.series(json);
    for (FakeRules.Accepted one : accepted) {
      Integer status = refusedMetrics.get(one.metric());
      if (status != null) {
        throw new RefusedException(status, "metric " + one.metric() + " is not wanted");
      }
    }
    bodies.add(json);
    accepted.forEach(this::keep);
    return new Reply(202, "{\"errors\":[]}");
  }

  private void keep(FakeRules.Accepted series) {
    IntakeWindow window = new IntakeWindow(clock.instant(), historical);
    for (FakeRules.Value value : series.points()) {
      if (!window.takes(Kind.SERIES, value.at())) {
        droppedPoints++;
        continue;
      }
      StoredPoint first =
          new StoredPoint(series.metric(), series.tags(), value.at(), value.value(), 1);
      points.merge(
          new StoredAs(series.metric(), series.tags(), value.at()),
          first,
          (before, now) ->
              new StoredPoint(
                  now.metric(), now.tags(), now.at(), now.value(), before.received() + 1));
    }
  }

  private synchronized Reply event(byte[] json) throws RefusedException {
    events.add(FakeRules.event(json, clock.instant()));
    bodies.add(json);
    return new Reply(202, "{\"status\":\"ok\",\"event\":{\"id\":" + events.size() + "}}");
  }

  private synchronized void note(int status) {
    statuses.add(status);
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException {
    note(reply.status());
    // What is left of a refused body, so that the client gets to read the answer.
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = reply.json().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String errors(String message) {
    return "{\"errors\":[\"" + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]}";
  }
}
