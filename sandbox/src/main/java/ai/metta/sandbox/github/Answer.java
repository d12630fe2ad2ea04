// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.json.JsonTree;
import java.util.Map;
import java.util.TreeMap;

/// An answer.
///
/// @param headers beside those that every answer has
record Answer(int status, Map<String, String> headers, String body) {
  private static final String JSON = "application/json; charset=utf-8";

  static Answer json(Object tree) {
    return json(200, tree);
  }

  static Answer json(int status, Object tree) {
    return new Answer(status, Map.of("Content-Type", JSON), JsonTree.text(tree));
  }

  /// A refusal in words.
  static Answer refused(int status, String message) {
    return json(
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
    return refused(404, "Not Found");
  }

  static Answer page(int status, String title) {
    String html = "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head></html>\n";
    return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), html);
  }

  Answer with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
