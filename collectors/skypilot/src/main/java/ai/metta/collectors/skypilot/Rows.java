// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Lists of records, read one by one: all of a list, or none of it. One that holds anything but
/// records is not a shorter list.
final class Rows {
  private static final JsonLimits LIMITS = new JsonLimits(200, 16 << 20, 1L << 31);

  private Rows() {}

  /// How SkyPilot's documents are read.
  ///
  /// @param what what a document is called in messages
  static JsonReading reading(String what) {
    return new JsonReading(what, LIMITS);
  }

  /// Takes each row of the list that the parser stands on; it stands on the row's start.
  ///
  /// @return how many there were
  /// @throws FailureException as malformed where it is not a list of objects
  static int each(String what, JsonParser json, Consumer<JsonParser> row) {
    return each(what, json, JsonToken.START_OBJECT, row);
  }

  /// The same with rows that are lists themselves.
  static int eachList(String what, JsonParser json, Consumer<JsonParser> row) {
    return each(what, json, JsonToken.START_ARRAY, row);
  }

  private static int each(String what, JsonParser json, JsonToken start, Consumer<JsonParser> row) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw malformed(what, "is not a list");
    }
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (json.currentToken() != start) {
        throw malformed(what, "has no record as its row " + count);
      }
      row.accept(json);
    }
    return count;
  }

  static <T> List<T> list(String what, JsonParser json, Function<Fields, T> reading) {
    List<T> all = new ArrayList<>();
    each(what, json, row -> all.add(reading.apply(Fields.read(row))));
    return all;
  }

  static FailureException malformed(String what, String problem) {
    return new FailureException(new Failure.Malformed(what + ": the answer " + problem));
  }
}
