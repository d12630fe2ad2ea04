// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.util.Optional;
import java.util.stream.Stream;

/// What a monitor says of one of its groups.
public enum State {
  OK("OK"),
  WARNING("WARN"),
  CRITICAL("ALERT"),
  NO_DATA("NO DATA");

  private final String text;

  State(String text) {
    this.text = text;
  }

  /// As Datadog writes it.
  public String text() {
    return text;
  }

  static Optional<State> of(String text) {
    return Stream.of(values()).filter(state -> state.text.equals(text)).findFirst();
  }
}
