// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.util.List;

/// Answers that are refusals, in Asana's words.
final class Refusal {
  private static final String HELP =
      "For more information on API status codes and how to handle them, read the docs on errors:"
          + " https://developers.asana.com/docs/errors";

  private Refusal() {}

  static Answer of(int status, String message) {
    return Answer.json(
        status, JsonTree.of("errors", List.of(JsonTree.of("message", message, "help", HELP))));
  }

  static Answer notAuthorized() {
    return of(401, "Not Authorized");
  }

  static Answer noRoute() {
    return of(404, "No matching route for request");
  }

  static Answer unknown(String what) {
    return of(404, what + ": Unknown object");
  }

  /// A failure inside Asana, with the words by which its support finds it.
  static Answer phrased() {
    return Answer.json(
        500,
        JsonTree.of(
            "errors",
            List.of(
                JsonTree.of(
                    "message",
                    "Server Error",
                    "phrase",
                    "6 sad squid snuggle softly",
                    "help",
                    HELP))));
  }
}
