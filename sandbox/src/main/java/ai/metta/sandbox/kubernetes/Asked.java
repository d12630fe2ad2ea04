// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.Parameters;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A question.
///
/// @param parameters decoded
/// @param now what the clock shows
record Asked(String path, Map<String, String> parameters, Instant now) {

  static Asked of(URI uri, Instant now) {
    return new Asked(uri.getPath(), Parameters.of(uri.getRawQuery()), now);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
  }
}
