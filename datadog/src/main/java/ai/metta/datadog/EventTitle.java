// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the title out of a payload of [EventEncoder], where it stands first.
final class EventTitle {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private EventTitle() {}

  static String in(byte[] bytes) throws MalformedPayloadException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() == JsonToken.START_OBJECT
          && "title".equals(json.nextName())
          && json.nextToken() == JsonToken.VALUE_STRING) {
        return json.getString();
      }
      throw new MalformedPayloadException("it does not begin with a title");
    } catch (JacksonException e) {
      throw new MalformedPayloadException(e);
    }
  }
}
