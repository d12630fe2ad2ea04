// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// W&B on loopback whose every answer a test writes by hand. Until told otherwise it knows whoever
/// asks, and every project, with nothing in it.
final class HandmadeWandb implements AutoCloseable {
  static {
    // Otherwise a longer answer waits until the client says that it has its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern OPERATION = Pattern.compile("query (\\w+)");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// A request that came.
  record Asked(String operation, String body, Headers headers) {
    boolean says(String words) {
      return body.contains(words);
    }
  }

  /// What is answered.
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }

    static Reply data(String json) {
      return of(200, "{\"data\":" + json + "}");
    }

    static Reply project(String json) {
      return data("{\"project\":" + json + "}");
    }

    static Reply error(int status, String message) {
      return of(status, "{\"errors\":[{\"message\":" + RunRow.quoted(message) + "}]}");
    }

    Reply with(String header, String value) {
      Map<String, String> more = new ConcurrentHashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  /// How a request is answered.
  interface Answer {
    Reply to(Asked asked);
  }

  private HandmadeWandb() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  static HandmadeWandb start() {
    return new HandmadeWandb()
        .answering("Viewer", _ -> Reply.data("{\"viewer\":{\"username\":\"kofi\"}}"))
        .active()
        .ended()
        .pending(0)
        .sweeps()
        .answering("LaunchQueues", _ -> Reply.project("{\"runQueues\":[{\"name\":\"gpus\"}]}"))
        .queueing();
  }

  HandmadeWandb answering(String operation, Answer answer) {
    answers.put(operation, answer);
    return this;
  }

  HandmadeWandb active(RunRow... rows) {
    return answering("ActiveRuns", _ -> list(rows));
  }

  HandmadeWandb ended(RunRow... rows) {
    return answering("EndedRuns", _ -> list(rows));
  }

  HandmadeWandb pending(int count) {
    return answering("RunCount", _ -> Reply.project("{\"runCount\":" + count + "}"));
  }

  HandmadeWandb sweeps(String... states) {
    return answering(
        "Sweeps",
        _ ->
            Reply.project(
                "{\"list\":"
                    + page(
                        Stream.of(states)
                            .map(state -> "{\"name\":\"s\",\"state\":\"" + state + "\"}")
                            .toList(),
                        "null")
                    + "}"));
  }

  HandmadeWandb queueing(String... items) {
    return answering(
        "LaunchQueue",
        _ -> Reply.project("{\"runQueue\":{\"list\":" + page(List.of(items), "null") + "}}"));
  }

  static Reply list(RunRow... rows) {
    return list("null", rows);
  }

  /// A page of runs.
  ///
  /// @param next JSON of the cursor that leads on; null on the last
  static Reply list(String next, RunRow... rows) {
    return Reply.project(
        "{\"list\":" + page(Stream.of(rows).map(RunRow::json).toList(), next) + "}");
  }

  private static String page(List<String> nodes, String next) {
    return "{\"edges\":["
        + nodes.stream().map(node -> "{\"node\":" + node + "}").collect(Collectors.joining(","))
        + "],\"pageInfo\":{\"endCursor\":"
        + next
        + ",\"hasNextPage\":"
        + !next.equals("null")
        + "}}";
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<Asked> asked(String operation) {
    return asked.stream().filter(one -> one.operation().equals(operation)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher operation = OPERATION.matcher(body);
      Asked one =
          new Asked(
              operation.find() ? operation.group(1) : exchange.getRequestURI().getPath(),
              body,
              exchange.getRequestHeaders());
      asked.add(one);
      Reply reply = answers.getOrDefault(one.operation(), _ -> Reply.of(404, "{}")).to(one);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
