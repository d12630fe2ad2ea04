// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a server as one who may.
record Client(GithubServer server) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");
  static final Organisation ORGANISATION = Organisation.of(5, NOW);
  static final String ARENA = "/repos/metta-sandbox/arena";

  static GithubOptions options() {
    return GithubOptions.of(ORGANISATION, InstantSource.fixed(NOW));
  }

  static Repository arena() {
    return ORGANISATION.repository("metta-sandbox", "arena").orElseThrow();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path.startsWith("http") ? path : server.endpoint() + path, headers));
  }

  HttpResponse<String> query(String query, Map<String, Object> variables) {
    String body = JsonTree.text(JsonTree.of("query", query, "variables", variables));
    return send(
        request(server.endpoint() + "/graphql").POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// What a query about the busy repository comes to.
  Object arena(String selections) {
    String body =
        query(
                "{ repository(owner: \"metta-sandbox\", name: \"arena\") { " + selections + " } }",
                Map.of())
            .body();
    return at(tree(body), "data", "repository");
  }

  /// The tree of a path and those that its links lead to.
  List<Object> pages(String path) {
    List<Object> pages = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      HttpResponse<String> answer = get(next.get());
      pages.add(tree(answer.body()));
      next = link(answer, "next");
    }
    return pages;
  }

  static Optional<String> link(HttpResponse<String> answer, String relation) {
    Matcher link =
        Pattern.compile("<([^>]+)>; rel=\"" + relation + "\"")
            .matcher(answer.headers().firstValue("Link").orElse(""));
    return link.find() ? Optional.of(link.group(1)) : Optional.empty();
  }

  static Object tree(String body) {
    return JsonTree.read(body.getBytes(StandardCharsets.UTF_8));
  }

  /// What stands there.
  static Object at(Object tree, Object... path) {
    Object found = tree;
    for (Object step : path) {
      found =
          step instanceof Integer index
              ? ((List<?>) found).get(index)
              : ((Map<?, ?>) found).get(step);
    }
    return found;
  }

  static List<?> list(Object tree, Object... path) {
    return (List<?>) at(tree, path);
  }

  private HttpRequest.Builder request(String uri, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer sandbox-github-token");
    return headers.length == 0 ? request : request.headers(headers);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
