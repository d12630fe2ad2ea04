// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds who answers a request: by its method and path, a `*` standing for one part of it.
public final class Router {
  private final List<Route> routes = new ArrayList<>();
  private final Map<Class<? extends RuntimeException>, Integer> statuses = new HashMap<>();

  private record Route(
      String method, List<String> pattern, Needs needs, Function<Call, Reply> handler) {}

  /// Which keys a request must bring, as Datadog asks.
  public enum Needs {
    NONE,
    /// Of what Datadog has not: nothing on loopback, elsewhere the token, as a key or as a bearer.
    OWN,
    API,
    BOTH
  }

  /// Who answers.
  ///
  /// @param parts what stands for the wildcards
  public record Found(Needs needs, List<String> parts, Function<Call, Reply> handler) {}

  public Router on(String method, String path, Needs needs, Function<Call, Reply> handler) {
    routes.add(new Route(method, List.of(path.split("/")), needs, handler));
    return this;
  }

  /// Answers what handlers throw of a kind with a status and its message.
  public Router on(Class<? extends RuntimeException> kind, int status) {
    statuses.put(kind, status);
    return this;
  }

  /// Empty for what nobody expects to be thrown.
  Optional<Integer> status(RuntimeException thrown) {
    return Optional.ofNullable(statuses.get(thrown.getClass()));
  }

  Optional<Found> find(String method, String path) {
    List<String> wanted = List.of(path.split("/"));
    for (Route route : routes) {
      Optional<List<String>> parts = parts(route.pattern(), wanted);
      if (route.method().equals(method) && parts.isPresent()) {
        return Optional.of(new Found(route.needs(), parts.get(), route.handler()));
      }
    }
    return Optional.empty();
  }

  boolean knows(String path) {
    List<String> wanted = List.of(path.split("/"));
    return routes.stream().anyMatch(route -> parts(route.pattern(), wanted).isPresent());
  }

  private static Optional<List<String>> parts(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).equals("*")) {
        parts.add(path.get(i));
      } else if (!pattern.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }
}
