// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A well-behaved server that gives the answers it was told to, in order, the last one for ever.
final class Service implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Got> requests = new CopyOnWriteArrayList<>();

  /// A request as it came.
  record Got(String method, URI uri, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  Service() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(
                new Got(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    body));
            Answer planned = next();
            planned.headers().values().forEach(exchange.getResponseHeaders()::set);
            long length = planned.body().length == 0 ? -1 : planned.body().length;
            exchange.sendResponseHeaders(planned.status(), length);
            if (length > 0) {
              exchange.getResponseBody().write(planned.body());
            }
          }
        });
    server.start();
  }

  private synchronized Answer next() {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  Service answers(int status, String body, Map<String, String> headers) {
    return answers(status, body.getBytes(UTF_8), headers);
  }

  synchronized Service answers(int status, byte[] body, Map<String, String> headers) {
    answers.add(new Answer(status, new Headers(headers), body));
    return this;
  }

  Service answers(int status, String body) {
    return answers(status, body, Map.of());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  List<Got> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
