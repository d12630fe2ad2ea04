// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The answer to one request, with the headers that the release puts on it.
final class Reply {
  /// Something that is written to a stream.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final HttpExchange exchange;
  private final ServerVersion version;

  Reply(HttpExchange exchange, ServerVersion version) {
    this.exchange = exchange;
    this.version = version;
    header("Server", "uvicorn");
  }

  HttpExchange exchange() {
    return exchange;
  }

  Reply header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  /// Puts a request id on the answer; up to 0.10 under two names.
  Reply identified(String requestId) {
    if (!version.isAtLeast(ServerVersion.V24)) {
      header("X-Request-ID", requestId);
    }
    return header("X-Skypilot-Request-ID", requestId);
  }

  /// Says which release this is.
  Reply versioned() {
    return header("X-SkyPilot-API-Version", version.apiVersion())
        .header("X-SkyPilot-Version", version.release());
  }

  void json(int status, Body body) throws IOException {
    send(status, "application/json", JsonText.of(body));
  }

  /// An answer in nothing but text, without the server's own headers.
  void bare500(String text) throws IOException {
    exchange.getResponseHeaders().clear();
    send(500, "text/plain; charset=utf-8", text);
  }

  void html(int status, String title) throws IOException {
    exchange.getResponseHeaders().clear();
    send(
        status,
        "text/html; charset=utf-8",
        """
        <!doctype html>
        <html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>
        """
            .formatted(title));
  }

  /// A 302 by whatever stands in front of the server.
  void redirect(String location) throws IOException {
    exchange.getResponseHeaders().clear();
    header("Location", location);
    exchange.sendResponseHeaders(302, -1);
  }

  /// A 200 with a body of any size: with its length when it is short, else in chunks.
  void deliver(Content content) throws IOException {
    header("Content-Type", "application/json");
    SpillingBody body = new SpillingBody(exchange);
    content.writeTo(body);
    body.finish();
  }

  private void send(int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().close();
  }
}
