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
public final class Reasons {
  private static final int CHARACTERS = 300;
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final Redactor redactor = new Redactor();

  /// Reads answers to requests with a key.
  ///
  /// @param apiKey which is never repeated
  public Reasons(Secret apiKey) {
    redactor.learn(apiKey);
  }

  /// What an answer says.
  public String of(Answer answer) {
    List<String> errors = errors(answer);
    String raw = errors.isEmpty() ? answer.text() : String.join("; ", errors);
    String text = redactor.redact(raw).replaceAll("\\s+", " ").strip();
    if (text.isEmpty()) {
      return "no reason given";
    }
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
  }

  /// The texts below `errors` of an object, also where each is an object of its own; none where the
  /// answer has another form.
  static List<String> errors(Answer answer) {
    List<String> errors = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), answer.text())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return errors;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean meant = json.currentName().equals("errors");
        if (json.nextToken() == JsonToken.START_ARRAY && meant) {
          readTexts(json, errors);
        } else {
          json.skipChildren();
        }
      }
      return errors;
    } catch (JacksonException e) {
      return List.of();
    }
  }

  /// Whether it is a page for people, and no answer of an interface.
  static boolean isPage(Answer answer) {
    return answer.text().stripLeading().startsWith("<");
  }

  private static void readTexts(JsonParser json, List<String> texts) {
    for (int depth = 1; depth > 0; ) {
      JsonToken token = json.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING) {
        texts.add(json.getString());
      }
    }
  }
}
