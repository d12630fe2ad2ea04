// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Datadog's dashboards on this machine, whose calls go wrong one at a time.
final class FakeDocuments implements AutoCloseable {
  /// How a call goes wrong.
  enum Trouble {
    /// It is done, and answered with 500.
    DONE_AND_500,
    /// It is done, and the connection ends without an answer.
    DONE_AND_SILENT,
    /// It is not done, and answered with 500.
    NOT_DONE_500,
    LIMITED,
    FORBIDDEN,
    UNAVAILABLE,
    /// Half of the answer.
    CUT,
    /// Half of a list, which looks whole.
    SHORT_PAGE
  }

  private final HttpServer server;
  private final Map<String, Members> live = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Trouble trouble = Trouble.LIMITED;
  private int troubled = -1;
  private int ids;
  private int widgets;

  FakeDocuments() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The call of that number from now on goes wrong.
  synchronized void trouble(Trouble how, int call) {
    trouble = how;
    troubled = call;
    calls.clear();
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized Map<String, Members> live() {
    return Map.copyOf(live);
  }

  synchronized void edit(String id, Members json) {
    live.put(id, json);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    boolean wrong = calls.size() == troubled;
    calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (wrong) {
      goWrong(exchange, body);
    } else {
      Reply reply = reply(exchange, body);
      send(exchange, reply.status(), JsonText.bytes(reply.json()));
    }
  }

  private record Reply(int status, JsonTree json) {}

  private void goWrong(HttpExchange exchange, byte[] body) throws IOException {
    switch (trouble) {
      case DONE_AND_500 -> {
        reply(exchange, body);
        refuse(exchange, 500);
      }
      case DONE_AND_SILENT -> {
        reply(exchange, body);
        exchange.close();
      }
      case NOT_DONE_500 -> refuse(exchange, 500);
      case FORBIDDEN -> refuse(exchange, 403);
      case UNAVAILABLE -> refuse(exchange, 503);
      case LIMITED -> {
        exchange.getResponseHeaders().set("X-RateLimit-Reset", "7");
        exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
        refuse(exchange, 429);
      }
      case CUT -> {
        byte[] whole = JsonText.bytes(reply(exchange, body).json());
        send(exchange, 200, java.util.Arrays.copyOf(whole, whole.length / 2));
      }
      case SHORT_PAGE -> {
        Reply reply = reply(exchange, body);
        List<JsonTree> all = reply.json().itemsAt("dashboards");
        JsonTree json =
            all.isEmpty()
                ? reply.json()
                : JsonTree.object()
                    .with("dashboards", new Items(all.subList(0, (all.size() + 1) / 2)));
        send(exchange, reply.status(), JsonText.bytes(json));
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    send(exchange, status, "{\"errors\":[\"no\"]}".getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  private Reply reply(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    String id = path.replaceFirst("^/api/v1/dashboard/?", "");
    boolean known = live.containsKey(id);
    return switch (exchange.getRequestMethod()) {
      case "GET" -> id.isEmpty() ? list(exchange) : found(id);
      case "POST" -> stored("fak-eid-%03d".formatted(ids++), body);
      case "PUT" -> known ? stored(id, body) : found(id);
      case "DELETE" -> {
        live.remove(id);
        yield new Reply(200, JsonTree.object().with("deleted_dashboard_id", id));
      }
      default -> found("nothing");
    };
  }

  private Reply found(String id) {
    Members json = live.get(id);
    return json == null
        ? new Reply(404, JsonTree.object().with("errors", JsonTree.texts("not found")))
        : new Reply(200, json);
  }

  private Reply stored(String id, byte[] body) {
    Members json = (Members) JsonText.read("request", body);
    live.put(id, identified(json).with("id", id));
    return found(id);
  }

  private Members identified(Members json) {
    return json.with(
        "widgets",
        new Items(
            json.itemsAt("widgets").stream()
                .map(widget ->
                    widget.at("id").isPresent()
                        ? widget
                        : ((Members) widget).with("id", 1000 + widgets++))
                .toList()));
  }

  private Reply list(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    int start = Integer.parseInt(query.replaceFirst(".*start=(\\d+).*", "$1"));
    int count = Integer.parseInt(query.replaceFirst(".*count=(\\d+).*", "$1"));
    List<JsonTree> page =
        live.values().stream()
            .skip(start)
            .limit(count)
            .<JsonTree>map(json -> json.without(List.of("widgets")))
            .toList();
    return new Reply(200, JsonTree.object().with("dashboards", new Items(page)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
