// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Event;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes an event for `POST /api/v1/events`. What is too long is cut, and the cut is seen.
final class EventEncoder {
  static final int TITLE_CHARACTERS = 500;
  static final int TEXT_CHARACTERS = 4000;
  static final String SOURCE = "metta";

  private static final String MARKDOWN_START = "%%% \n";
  private static final String MARKDOWN_END = "\n %%%";
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private EventEncoder() {}

  static Payload encode(Event event) {
    Instant at = Instant.ofEpochSecond(event.happenedAt().getEpochSecond());
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("title", cut(event.title(), TITLE_CHARACTERS));
      json.writeStringProperty("text", markdown(event));
      json.writeArrayPropertyStart("tags");
      event.tags().and("kind", event.kind()).texts().forEach(json::writeString);
      json.writeEndArray();
      json.writeStringProperty("alert_type", event.level().word());
      json.writeStringProperty("aggregation_key", event.aggregationKey());
      json.writeNumberProperty("date_happened", at.getEpochSecond());
      json.writeStringProperty("source_type_name", SOURCE);
      json.writeEndObject();
    }
    return new Payload(new Contents(Kind.EVENT, at, at, 1), out.toByteArray());
  }

  private static String markdown(Event event) {
    String text = event.text().isBlank() ? event.title() : event.text();
    int room = TEXT_CHARACTERS - MARKDOWN_START.length() - MARKDOWN_END.length();
    // The mark within the text would end the Markdown early.
    return MARKDOWN_START + cut(text.replace("%%%", "%% %"), room) + MARKDOWN_END;
  }

  private static String cut(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    String mark = "… (cut from " + text.length() + " characters)";
    int end = characters - mark.length();
    int whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    return text.substring(0, whole) + mark;
  }
}
