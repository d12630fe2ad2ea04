// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A GitHub on loopback whose every answer a test writes by hand. Questions of one kind are
/// answered alike: `Overview` for the GraphQL query of that name, `GET
/// /repos/acme/rocket/actions/runs` for that path, with `:n` and `:sha` for what stands for a
/// number or a commit.
final class ScriptedGithub implements AutoCloseable {
  private static final Pattern QUERY = Pattern.compile("query (\\w+)");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile Disturbance disturbance = (_, _) -> null;

  /// A question that came.
  ///
  /// @param number counts from 1
  record Asked(int number, String kind, URI uri, String body, Map<String, List<String>> headers) {
    /// That a query is about, owner/name.
    String repository() {
      return variable("owner") + "/" + variable("name");
    }

    private String variable(String name) {
      Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
      return value.find() ? value.group(1) : "";
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply ok(String body) {
      return json(200, body);
    }

    Reply with(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body);
    }
  }

  interface Answer {
    Reply to(Asked asked) throws IOException;
  }

  private ScriptedGithub() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /// One that knows nothing: everything is 404.
  static ScriptedGithub start() {
    return new ScriptedGithub();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  ScriptedGithub answering(String kind, Answer answer) {
    answers.put(kind, answer);
    return this;
  }

  ScriptedGithub answering(String kind, String json) {
    return answering(kind, _ -> Reply.ok(json));
  }

  /// Answers under another path, to which the old one leads.
  ScriptedGithub moving(String path, String to) {
    Map.copyOf(answers)
        .forEach((kind, answer) -> {
          if (kind.startsWith("GET " + path)) {
            answers.put(kind.replace(path, to.replaceAll("\\d+", ":n")), answer);
            answers.put(
                kind,
                asked ->
                    Reply.json(301, "{\"message\":\"Moved Permanently\"}")
                        .with("Location", asked.uri().toString().replace(path, to)));
          }
        });
    return this;
  }

  /// Answers whatever has no answer of its own.
  ScriptedGithub otherwise(Answer answer) {
    return answering("*", answer);
  }

  /// Until the server is stopped.
  static Reply sayingNothing() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Reply.json(503, "{}");
  }

  /// Has another answer whatever has no answer of its own, and calls it by its own address.
  ScriptedGithub relaying(URI to) {
    return otherwise(asked -> forwarded(asked, to));
  }

  private Reply forwarded(Asked asked, URI to) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) to.resolve(asked.uri().toString()).toURL().openConnection();
    connection.setRequestProperty("Authorization", asked.header("Authorization"));
    if (!asked.body().isEmpty()) {
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.getOutputStream().write(asked.body().getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    Map<String, String> headers = new HashMap<>();
    for (String name :
        List.of("Content-Type", "Link", "ETag", "X-RateLimit-Limit", "X-RateLimit-Remaining")) {
      String value = connection.getHeaderField(name);
      if (value != null) {
        headers.put(name, value.replace(to.toString(), endpoint().toString()));
      }
    }
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Reply(status, headers, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// Comes between a question and its answer.
  interface Disturbance {
    /// What is answered instead; null where the answer is not disturbed.
    @Nullable Reply at(Asked asked, Reply undisturbed);
  }

  ScriptedGithub disturbedBy(Disturbance disturbance) {
    this.disturbance = disturbance;
    return this;
  }

  /// Gives each REST answer a tag, and says of one that the asker holds merely that it still holds.
  ScriptedGithub tagging() {
    return disturbedBy(
        (asked, reply) -> asked.kind().startsWith("GET ") ? tagged(asked, reply) : null);
  }

  static Reply tagged(Asked asked, Reply reply) {
    String tag = "\"" + Integer.toHexString(reply.body().hashCode()) + "\"";
    return tag.equals(asked.header("If-none-match"))
        ? new Reply(304, reply.headers(), "").with("ETag", tag)
        : reply.with("ETag", tag);
  }

  /// What came so far, in order.
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<Asked> asked(String kind) {
    return asked.stream().filter(one -> one.kind().equals(kind)).toList();
  }

  ScriptedGithub forgetting() {
    asked.clear();
    count.set(0);
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      URI uri = exchange.getRequestURI();
      String kind = kind(exchange.getRequestMethod(), uri, body);
      Asked question =
          new Asked(
              count.incrementAndGet(), kind, uri, body, Map.copyOf(exchange.getRequestHeaders()));
      asked.add(question);
      Answer answer =
          answers.getOrDefault(
              kind, answers.getOrDefault("*", _ -> Reply.json(404, "{\"message\":\"Not Found\"}")));
      Reply undisturbed = answer.to(question);
      Reply disturbed = disturbance.at(question, undisturbed);
      send(exchange, disturbed == null ? undisturbed : disturbed);
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean none = reply.status() == 304 || bytes.length == 0;
    exchange.sendResponseHeaders(reply.status(), none ? -1 : bytes.length);
    if (!none) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String kind(String method, URI uri, String body) {
    Matcher query = QUERY.matcher(body);
    return query.find()
        ? query.group(1)
        : method
            + " "
            + uri.getPath()
                .replaceAll("/[0-9a-f]{40}(?=/|$)", "/:sha")
                .replaceAll("(?<=/)\\d+(?=/|$)", ":n");
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
