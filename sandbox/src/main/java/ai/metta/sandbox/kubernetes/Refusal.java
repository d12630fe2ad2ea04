// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.util.Map;

/// Answers that are refusals, in Kubernetes' words.
final class Refusal {
  private static final String ACCOUNT = "system:serviceaccount:monitoring:kubernetes-collector";

  private Refusal() {}

  /// A Status.
  static Answer of(int code, String reason, String message) {
    return Answer.json(code, status(code, reason, message));
  }

  static Map<String, Object> status(int code, String reason, String message) {
    return JsonTree.of(
        "kind",
        "Status",
        "apiVersion",
        "v1",
        "metadata",
        Map.of(),
        "status",
        "Failure",
        "message",
        message,
        "reason",
        reason,
        "code",
        code);
  }

  static Answer unauthorized() {
    return of(401, "Unauthorized", "Unauthorized");
  }

  static Answer forbidden(String group, String resource) {
    return of(
        403,
        "Forbidden",
        "%s%s is forbidden: User \"%s\" cannot list resource \"%s\" in API group \"%s\" at the cluster scope"
            .formatted(resource, group.isEmpty() ? "" : "." + group, ACCOUNT, resource, group));
  }

  /// What the server says of paths that nobody registered.
  static Answer noPath() {
    return text(404, "404 page not found\n");
  }

  static Answer noResource() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  static Answer badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  static Answer expired() {
    return of(
        410,
        "Expired",
        "The provided continue parameter is too old to display a consistent list result. You can"
            + " start a new list without the continue parameter, or use the continue token in this"
            + " response to retrieve the remainder of the results.");
  }

  static Answer tooMany(int seconds) {
    return text(429, "Too many requests, please try again later.\n")
        .with("Retry-After", Integer.toString(seconds));
  }

  static Answer text(int code, String text) {
    return new Answer(code, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
  }
}
