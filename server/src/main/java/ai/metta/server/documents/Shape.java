// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.documents.Members.Member;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a member of an object may be. One that is null is taken for one that is not there.
enum Shape {
  TEXT,
  NUMBER,
  FLAG,
  TEXTS,
  OBJECT,
  OBJECTS;

  /// Members of this shape.
  Members of(String... keys) {
    return new Members(Arrays.stream(keys).map(key -> new Member(key, this)).toList());
  }

  /// @throws Refusal with status 400 and its place where it is there and of another shape
  void check(Fields fields, String key) {
    switch (this) {
      case TEXT -> fields.text(key);
      case NUMBER -> fields.number(key);
      case FLAG -> flag(fields, key);
      case TEXTS -> fields.texts(key);
      case OBJECT -> fields.object(key);
      case OBJECTS -> fields.objects(key);
    }
  }

  private static void flag(Fields fields, String key) {
    if (fields.has(key) && !(fields.raw(key) instanceof Boolean)) {
      throw fields.wrong(key, "true or false");
    }
  }

  /// A text that is one of some.
  ///
  /// @throws Refusal with status 400 where it is there and another
  static Optional<String> oneOf(Fields fields, String key, String... words) {
    Optional<String> word = fields.text(key);
    if (word.isPresent() && !List.of(words).contains(word.get())) {
      throw fields.wrong(key, "one of " + String.join(", ", words));
    }
    return word;
  }
}
