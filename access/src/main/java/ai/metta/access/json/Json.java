// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A value of a JSON document and where it stands. `null`, what is not there and, where a reading
/// lets it pass, a number that is none are the same: nothing.
public final class Json {
  private final @Nullable Object value;
  private final String path;

  private Json(@Nullable Object value, String path) {
    this.value = value;
    this.path = path;
  }

  /// Reads the next value of a parser.
  ///
  /// @param name what the document is called in messages
  public static Json read(String name, JsonParser parser) {
    return read(name, parser, _ -> true);
  }

  /// Reads the next value, and of its objects, at any depth, only the keys that matter.
  public static Json read(String name, JsonParser parser, Predicate<String> keys) {
    parser.nextToken();
    return new Json(value(parser, keys), name);
  }

  private static @Nullable Object value(JsonParser parser, Predicate<String> keys) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, keys);
      case START_ARRAY -> array(parser, keys);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) parser.getDoubleValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.isNaN() ? null : (Object) parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser, Predicate<String> keys) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (keys.test(key)) {
        @Nullable Object member = value(parser, keys);
        if (member != null) {
          members.put(key, member);
        }
      } else {
        parser.skipChildren();
      }
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser parser, Predicate<String> keys) {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, keys));
    }
    return items;
  }

  /// What stands under these keys, one below the other; nothing where one of them is not there.
  public Json at(String... keys) {
    Json at = this;
    for (String key : keys) {
      @Nullable Object member = at.value instanceof Map<?, ?> members ? members.get(key) : null;
      at = new Json(member, at.path + "." + key);
    }
    return at;
  }

  public boolean isNothing() {
    return value == null;
  }

  public boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  public boolean isText() {
    return value instanceof String;
  }

  public boolean isList() {
    return value instanceof List<?>;
  }

  /// An object's members by key, in the order written; none where it is no object.
  public Map<String, Json> members() {
    Map<String, Json> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> object) {
      object.keySet().forEach(key -> members.put(String.valueOf(key), at(String.valueOf(key))));
    }
    return members;
  }

  /// The items of a list; none where it is not there.
  ///
  /// @throws FailureException as malformed where it is no list
  public List<Json> items() {
    return switch (value) {
      case null -> List.of();
      case List<?> items ->
          IntStream.range(0, items.size())
              .mapToObj(index -> new Json(items.get(index), path + "[" + index + "]"))
              .toList();
      default -> throw isNo("list");
    };
  }

  /// The items that are there: a service writes null for what the reader may not see.
  public Stream<Json> present() {
    return items().stream().filter(item -> !item.isNothing());
  }

  /// The items, where each of them is there: a list with a gap is not a shorter list, and one that
  /// is not there is not an empty one.
  ///
  /// @throws FailureException as malformed where it, or one of them, is null
  public Stream<Json> unbroken() {
    if (isNothing()) {
      throw malformed("is missing");
    }
    List<Json> items = items();
    items.stream()
        .filter(Json::isNothing)
        .findFirst()
        .ifPresent(gap -> {
          throw gap.malformed("is not there: the list has a gap");
        });
    return items.stream();
  }

  public Optional<String> text() {
    return switch (value) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw isNo("text");
    };
  }

  public Optional<Long> whole() {
    return switch (value) {
      case null -> Optional.empty();
      case Long whole -> Optional.of(whole);
      default -> throw isNo("whole number");
    };
  }

  public Optional<Double> number() {
    return switch (value) {
      case null -> Optional.empty();
      case Number number -> Optional.of(number.doubleValue());
      default -> throw isNo("number");
    };
  }

  public Optional<Boolean> flag() {
    return switch (value) {
      case null -> Optional.empty();
      case Boolean flag -> Optional.of(flag);
      default -> throw isNo("true or false");
    };
  }

  /// A time as ISO 8601 writes it.
  public Optional<Instant> time() {
    try {
      return text().map(Instant::parse);
    } catch (DateTimeException notOne) {
      throw isNo("time");
    }
  }

  /// What must be there.
  ///
  /// @throws FailureException as malformed where it is not
  public <T> T required(Function<Json, Optional<T>> reading) {
    return reading.apply(this).orElseThrow(() -> malformed("is missing"));
  }

  private FailureException isNo(String kind) {
    return malformed("is no " + kind);
  }

  private FailureException malformed(String how) {
    return new FailureException(new Failure.Malformed(path + " " + how));
  }

  /// The path alone: values may tell more than a message should.
  @Override
  public String toString() {
    return path;
  }
}
