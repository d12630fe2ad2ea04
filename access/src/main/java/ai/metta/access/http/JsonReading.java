// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/// Reads JSON answers as a stream, within limits; what is wrong with one is said with the request's
/// identity and the position, never with the content.
///
/// @param what the request's identity, or what else the JSON came from
public record JsonReading(String what, JsonLimits limits) {

  /// Makes something of a document; the parser stands before its first token.
  @FunctionalInterface
  public interface Document<T> {
    T read(Head head, JsonParser parser);
  }

  /// Makes something of a document that stands in a string.
  @FunctionalInterface
  public interface Text<T> {
    T read(JsonParser parser);
  }

  public static JsonReading of(Request request) {
    return new JsonReading(request.identity(), JsonLimits.STANDARD);
  }

  public JsonReading within(JsonLimits other) {
    return new JsonReading(what, other);
  }

  /// A body reader for [Http#read].
  public <T> BodyReader<T> body(Document<T> document) {
    return (head, body) -> {
      refuseHtml(head);
      return parsed(
          () -> limits.factory().createParser(ObjectReadContext.empty(), body),
          parser -> document.read(head, parser));
    };
  }

  /// Reads JSON that the service put in a string.
  public <T> T text(String json, Text<T> text) {
    return parsed(() -> limits.factory().createParser(ObjectReadContext.empty(), json), text);
  }

  private interface Opening {
    JsonParser open();
  }

  private <T> T parsed(Opening opening, Text<T> text) {
    try (JsonParser parser = opening.open()) {
      return text.read(parser);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private void refuseHtml(Head head) {
    String type = head.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      throw failure(
          head.status()
              + " with HTML where JSON was expected; is the address right, or is there a"
              + " login page in front of it?");
    }
  }

  private FailureException malformed(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return failure("not the JSON expected" + where + " (" + e.getClass().getSimpleName() + ")");
  }

  private FailureException failure(String how) {
    return new FailureException(new Failure.Malformed(what + ": " + how));
  }
}
