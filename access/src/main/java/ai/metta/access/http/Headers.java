// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An answer's headers, the first value of each; names in any case.
public record Headers(Map<String, String> values) {
  public static final Headers NONE = new Headers(Map.of());

  public Headers {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach(copy::putIfAbsent);
    values = Collections.unmodifiableMap(copy);
  }

  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// What is said of a limit on requests: `Limit`, `Remaining` or `Reset`, with or without the `X-`
  /// before it.
  Optional<String> ofLimit(String what) {
    return first("X-RateLimit-" + what).or(() -> first("RateLimit-" + what));
  }

  /// Names only: values may tell more than a message should.
  @Override
  public String toString() {
    return "Headers" + values.keySet();
  }
}
