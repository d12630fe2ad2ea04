// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.simulation;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A simulated service, and what leads those who collect from it there.
///
/// @param collectors by name
/// @param what it is, and how large
/// @param settings by key
/// @param environment secrets, by variable
public record Service(
    List<String> collectors,
    String what,
    URI endpoint,
    Map<String, String> settings,
    Map<String, String> environment) {
  public Service {
    collectors = List.copyOf(collectors);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
