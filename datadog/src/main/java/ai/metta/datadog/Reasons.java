// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Answer;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The server's words in an answer, short and without the key.
final class Reasons {
  private static final int CHARACTERS = 300;
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final Redactor redactor = new Redactor();

  Reasons(Secret apiKey) {
    redactor.learn(apiKey);
  }

  String of(Answer answer) {
    List<String> errors = errors(answer);
    String raw = errors.isEmpty() ? answer.text() : String.join("; ", errors);
    String text = redactor.redact(raw).replaceAll("\\s+", " ").strip();
    if (text.isEmpty()) {
      return "no reason given";
    }
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
  }

  /// The strings of `{"errors":[…]}`; none where the answer has another form.
  static List<String> errors(Answer answer) {
    List<String> errors = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), answer.text())) {
      boolean found =
          json.nextToken() == JsonToken.START_OBJECT
              && "errors".equals(json.nextName())
              && json.nextToken() == JsonToken.START_ARRAY;
      while (found && json.nextToken() == JsonToken.VALUE_STRING) {
        errors.add(json.getString());
      }
      return errors;
    } catch (JacksonException e) {
      return List.of();
    }
  }
}
