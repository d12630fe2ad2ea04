// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A plain caller of the server.
final class Client implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SkypilotServer server;
  private final String[] headers;

  /// @param headers names and values in turn, sent with every request
  Client(SkypilotServer server, String... headers) {
    this.server = server;
    this.headers = headers;
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /// Orders work and gives the request's id.
  String order(String path, String body) {
    HttpResponse<String> response = post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("null");
    return response.headers().firstValue("x-skypilot-request-id").orElseThrow();
  }

  /// Orders work and fetches its result, whatever that is.
  HttpResponse<String> fetch(String path, String body) {
    return get("/api/get?request_id=" + order(path, body));
  }

  /// Orders work and gives what is in `return_value`.
  Object value(String path, String body) {
    HttpResponse<String> response = fetch(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parse((String) Json.object(response.body()).get("return_value"));
  }

  /// The queue of everyone, by the newest version of it that there is.
  List<Map<String, Object>> queue(ServerVersion version) {
    return version.isAtLeast(ServerVersion.V18)
        ? Json.objects(Json.object(value("/jobs/queue/v2", "{\"all_users\":true}")).get("jobs"))
        : Json.objects(value("/jobs/queue", "{\"all_users\":true}"));
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
