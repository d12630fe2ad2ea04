// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;

/// Answers that are refusals, in GitHub's words.
final class Refusal {
  private Refusal() {}

  /// A refusal in words.
  static Answer of(int status, String message) {
    return Answer.json(
        status,
        JsonTree.of(
            "message",
            message,
            "documentation_url",
            "https://docs.github.com/rest",
            "status",
            Integer.toString(status)));
  }

  static Answer notFound() {
    return of(404, "Not Found");
  }
}
