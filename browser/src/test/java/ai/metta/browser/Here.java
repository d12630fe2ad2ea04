// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.browser;

import ai.metta.server.LocalDatadog;
import ai.metta.server.intake.Intake.Historical;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/// A local Datadog on known data, whose clock stands still.
final class Here implements AutoCloseable {
  /// A Wednesday, at noon.
  static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  private final Path folder;
  private LocalDatadog server;

  Here(Path folder) {
    this.folder = folder;
    this.server = started(folder, 0);
  }

  private static LocalDatadog started(Path folder, int port) {
    try {
      return LocalDatadog.start(
          new LocalDatadog.Options(
              folder,
              InetAddress.getLoopbackAddress(),
              port,
              Optional.empty(),
              Historical.TAKEN,
              LocalDatadog.Options.FIFTEEN_MONTHS),
          () -> NOW);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  String url() {
    return server.url().toString();
  }

  LocalDatadog server() {
    return server;
  }

  Visit visit() {
    return Visit.of(url(), NOW);
  }

  /// Stops it, and starts it again on the same port.
  void restart(Runnable meanwhile) {
    int port = server.url().getPort();
    server.close();
    meanwhile.run();
    server = started(folder, port);
  }

  /// Values of a gauge every so often, up to now.
  ///
  /// @param value by how many steps before now
  void gauge(String metric, String tags, Duration span, Duration step, DoubleUnaryOperator value) {
    TreeMap<Long, Double> points = new TreeMap<>();
    long steps = span.dividedBy(step);
    for (long before = 0; before <= steps; before++) {
      points.put(
          NOW.minus(step.multipliedBy(before)).getEpochSecond(),
          value.applyAsDouble((double) before));
    }
    push(metric, tags, points);
  }

  void push(String metric, String tags, Map<Long, Double> points) {
    push(metric, 3, tags, points);
  }

  /// Counts, each of ten minutes.
  void counts(String metric, String tags, Map<Long, Double> points) {
    push(metric, 1, tags, points);
  }

  private void push(String metric, int type, String tags, Map<Long, Double> points) {
    String list =
        points.entrySet().stream()
            .map(point ->
                String.format(
                    Locale.ROOT,
                    "{\"timestamp\":%d,\"value\":%s}",
                    point.getKey(),
                    point.getValue()))
            .collect(Collectors.joining(","));
    String named =
        tags.isEmpty()
            ? ""
            : java.util.Arrays.stream(tags.split(","))
                .map(tag -> "\"" + tag + "\"")
                .collect(Collectors.joining(","));
    post(
        "/api/v2/series",
        "{\"series\":[{\"metric\":\"%s\",\"type\":%d,\"interval\":600,\"tags\":[%s],\"points\":[%s]}]}"
            .formatted(metric, type, named, list));
  }

  /// Makes a dashboard, and tells its id.
  String dashboard(String json) {
    String answer = post("/api/v1/dashboard", json);
    return answer.replaceAll("(?s).*?\"id\":\"([a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3})\".*", "$1");
  }

  /// A dashboard of one widget.
  String widget(String definition) {
    return dashboard(
        """
        {"title":"One","layout_type":"ordered","widgets":[{"id":11,"definition":%s,
         "layout":{"x":0,"y":0,"width":6,"height":4}}]}
        """
            .formatted(definition));
  }

  String post(String path, String json) {
    return sent("POST", path, json);
  }

  String sent(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("DD-API-KEY", "test")
            .header("DD-APPLICATION-KEY", "test")
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
