// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.http;

import ai.metta.sandbox.json.JsonTree;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// An answer.
///
/// @param headers beside those that every answer has
public record Answer(int status, Map<String, String> headers, String body) {
  private static final String JSON = "application/json; charset=utf-8";

  public static Answer json(Object tree) {
    return json(200, tree);
  }

  public static Answer json(int status, Object tree) {
    return new Answer(status, Map.of("Content-Type", JSON), JsonTree.text(tree));
  }

  public static Answer page(int status, String title) {
    String html = "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head></html>\n";
    return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), html);
  }

  public Answer with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /// Sends it; one with status 304 has no body.
  public void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean bare = status == 304 || bytes.length == 0;
    exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
    if (!bare) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
