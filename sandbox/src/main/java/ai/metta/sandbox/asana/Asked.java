// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.http.Parameters;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question.
///
/// @param path below the base
/// @param parameters decoded
/// @param now what the clock shows
record Asked(URI uri, String path, Map<String, String> parameters, Instant now) {

  static Asked of(URI uri, Instant now) {
    return new Asked(
        uri,
        uri.getPath().substring(Reception.BASE.length()),
        Parameters.of(uri.getRawQuery()),
        now);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
  }

  /// Which fields are wanted, such as `due_on` or `memberships.section.name`.
  List<String> fields() {
    return parameter("opt_fields").map(text -> List.of(text.split(","))).orElse(List.of());
  }

  /// A time; empty where it is none, or is not there.
  Optional<Instant> time(String name) {
    try {
      return parameter(name).map(text -> text.equals("now") ? now : Instant.parse(text));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
