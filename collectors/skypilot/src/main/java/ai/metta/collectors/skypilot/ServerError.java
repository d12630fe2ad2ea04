// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/// Reads what an answer of status 500 says: the failed request's envelope under `detail`, or a
/// plain text where the server itself fell over.
final class ServerError {
  private static final int MOST = 256 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private ServerError() {}

  static RuntimeException read(String path, InputStream body) throws IOException {
    String text = new String(body.readNBytes(MOST), StandardCharsets.UTF_8);
    String error = member(member(text, "detail"), "error");
    String type = member(error, "type");
    if (type.isEmpty()) {
      return new FailureException(
          new Failure.Service(
              "result of POST "
                  + path
                  + ": status 500 ("
                  + shortened(text)
                  + "); the log of the API server says more",
              Retry.MAY_HELP));
    }
    return new WorkFailedException(type, shortened(member(error, "message")));
  }

  /// The start of an answer for people: without control characters, markup or line breaks, and
  /// short.
  static String excerpt(InputStream body) throws IOException {
    String text = new String(body.readNBytes(4096), StandardCharsets.UTF_8);
    String detail = member(text, "detail");
    String message = member(text, "message");
    return shortened(
        !detail.isEmpty() ? detail : !message.isEmpty() ? message : text.replaceAll("^\"|\"$", ""));
  }

  private static String shortened(String text) {
    String plain =
        text.replaceAll("\u001b\\[[0-9;]*m", "")
            .replaceAll("<[^>]*>", " ")
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
  }

  /// The text of one member of a JSON object: of a string its characters, of anything nested its
  /// source; else empty.
  private static String member(String object, String name) {
    try (JsonParser json =
        JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = json.currentName().equals(name);
        JsonToken value = json.nextToken();
        long start = json.currentTokenLocation().getCharOffset();
        if (wanted && value == JsonToken.VALUE_STRING) {
          return json.getString();
        }
        json.skipChildren();
        if (wanted && value.isStructStart()) {
          return object.substring((int) start, (int) json.currentLocation().getCharOffset());
        }
      }
      return "";
    } catch (JacksonException notJson) {
      return "";
    }
  }
}
