// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// How much JSON is read before it is held to be an attack or an accident.
///
/// @param stringCharacters the longest single string; services that put whole documents in a string
///   need a large one
public record JsonLimits(int depth, int stringCharacters, long documentCharacters) {
  private static final int NUMBER_CHARACTERS = 100;
  private static final int NAME_CHARACTERS = 10_000;

  /// Depth 200, strings of a million characters, documents of 64 million.
  public static final JsonLimits STANDARD = new JsonLimits(200, 1_000_000, 64_000_000L);

  /// What is not read, in words: Jackson's are of its own settings.
  String refusal(StreamConstraintsException limit) {
    String words = limit.getOriginalMessage();
    if (words.startsWith("Document nesting depth")) {
      return "lists and objects more than " + depth + " deep are not read";
    }
    if (words.startsWith("String value length")) {
      return "a text of more than " + stringCharacters + " characters is not read";
    }
    if (words.startsWith("Number value length")) {
      return "a number of more than " + NUMBER_CHARACTERS + " digits is not read";
    }
    if (words.startsWith("Name length")) {
      return "a name of more than " + NAME_CHARACTERS + " characters is not read";
    }
    return words.startsWith("Document length")
        ? "a document of more than " + documentCharacters + " characters is not read"
        : "more than is read";
  }

  JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(stringCharacters)
                .maxDocumentLength(documentCharacters)
                .maxNumberLength(NUMBER_CHARACTERS)
                .maxNameLength(NAME_CHARACTERS)
                .build())
        .build();
  }
}
