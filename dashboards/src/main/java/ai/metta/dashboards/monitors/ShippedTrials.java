// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The trials of the monitors that ship: of each what it says where all is well, where it is not,
/// where nothing is known, and once it is over.
public final class ShippedTrials {
  private static final List<String> SCRIPTS =
      List.of("collectors.txt", "metrics.txt", "health.txt", "cost.txt");

  private ShippedTrials() {}

  /// All of them. They are of [Installation#standard].
  public static List<Trial> all() {
    return SCRIPTS.stream().flatMap(one -> Script.parse(one, text(one)).stream()).toList();
  }

  private static String text(String script) {
    try (InputStream in =
        Objects.requireNonNull(ShippedTrials.class.getResourceAsStream("trials/" + script))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
