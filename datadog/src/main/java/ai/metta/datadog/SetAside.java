// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What lies beside an outbox for somebody to look at. No drain sends it.
///
/// @param why it was set aside
/// @param folder where it lies, whether or not that is there yet
/// @param payloads how many payloads, or notes on what never became one
/// @param bytes of all files in the folder, notes included
/// @param oldest how long ago the oldest file was last written; empty where there is none
public record SetAside(
    Reason why, Path folder, long payloads, long bytes, Optional<Duration> oldest) {

  /// Why something is not sent.
  public enum Reason {
    /// Datadog will not take it, whatever is tried.
    REFUSED("refused"),
    /// Its bytes are not those that were kept; how many points are in it is not known.
    DAMAGED("damaged");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /// The word in messages and tables.
    public String word() {
      return word;
    }
  }
}
