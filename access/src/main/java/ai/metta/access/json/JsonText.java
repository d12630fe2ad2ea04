// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.access.json.JsonTree.Text;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// The text of a [JsonTree]: on one line for a machine, or indented by two for people.
public final class JsonText {
  private static final int MOST_DEPTH = 200;
  private static final int MOST_TEXT = 4 << 20;
  private static final int MOST_DIGITS = 400;
  private static final String STEP = "  ";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(MOST_TEXT)
                  .maxNumberLength(MOST_DIGITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonText() {}

  /// Reads the one document that a text holds.
  ///
  /// @param name what it is called in messages
  /// @throws FailureException as malformed, with the line and column, where it is none
  public static JsonTree read(String name, byte[] json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw malformed(name + " is empty");
      }
      JsonTree tree = value(parser);
      if (parser.nextToken() != null) {
        throw malformed(name + " holds more than one document");
      }
      return tree;
    } catch (JacksonException broken) {
      throw malformed(name + place(broken) + " is no JSON: " + broken.getOriginalMessage());
    }
  }

  /// Where it breaks; empty for what is refused as a whole, such as too many levels.
  private static String place(JacksonException broken) {
    @Nullable TokenStreamLocation at = broken.getLocation();
    return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
  }

  private static FailureException malformed(String message) {
    return new FailureException(new Failure.Malformed(message));
  }

  private static JsonTree value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String key = parser.currentName();
          parser.nextToken();
          members.put(key, value(parser));
        }
        yield new Members(members);
      }
      case START_ARRAY -> {
        List<JsonTree> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Items(items);
      }
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
      case VALUE_TRUE -> Flag.TRUE;
      case VALUE_FALSE -> Flag.FALSE;
      case null, default -> Null.NULL;
    };
  }

  /// On one line.
  public static String compact(JsonTree tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, tree);
    }
    return text.toString();
  }

  /// On one line, as bytes of UTF-8.
  public static byte[] bytes(JsonTree tree) {
    return compact(tree).getBytes(StandardCharsets.UTF_8);
  }

  /// A member or item a line, indented by two, with a line feed at the end: what is kept in files
  /// and read in diffs.
  public static String indented(JsonTree tree) {
    StringBuilder text = new StringBuilder();
    indent(text, tree, "");
    return text.append('\n').toString();
  }

  private static void indent(StringBuilder text, JsonTree tree, String margin) {
    switch (tree) {
      case Members(Map<String, JsonTree> byKey) when !byKey.isEmpty() -> {
        String separator = "{\n";
        for (Map.Entry<String, JsonTree> member : byKey.entrySet()) {
          text.append(separator).append(margin).append(STEP);
          text.append(compact(new Text(member.getKey()))).append(": ");
          indent(text, member.getValue(), margin + STEP);
          separator = ",\n";
        }
        text.append('\n').append(margin).append('}');
      }
      case Items(List<JsonTree> all) when !all.isEmpty() -> {
        String separator = "[\n";
        for (JsonTree item : all) {
          text.append(separator).append(margin).append(STEP);
          indent(text, item, margin + STEP);
          separator = ",\n";
        }
        text.append('\n').append(margin).append(']');
      }
      case Members _, Items _, Text _, Digits _, Flag _, Null _ -> text.append(compact(tree));
    }
  }

  private static void write(JsonGenerator json, JsonTree tree) {
    switch (tree) {
      case Members(Map<String, JsonTree> byKey) -> {
        json.writeStartObject();
        byKey.forEach((key, member) -> {
          json.writeName(key);
          write(json, member);
        });
        json.writeEndObject();
      }
      case Items(List<JsonTree> all) -> {
        json.writeStartArray();
        all.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Text(String value) -> json.writeString(value);
      case Digits digits -> json.writeNumber(digits.text());
      case Flag flag -> json.writeBoolean(flag == Flag.TRUE);
      case Null _ -> json.writeNull();
    }
  }
}
