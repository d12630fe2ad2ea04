// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.util.Optional;

/// A project that is not archived.
///
/// @param told what the list of projects says of its newest status update; empty where it does not
record Project(String gid, String name, Progress progress, Optional<Health> told) {

  /// Whether it was marked as complete.
  enum Progress {
    UNDER_WAY,
    COMPLETED
  }

  /// What its newest status update says.
  enum Health {
    ON_TRACK,
    AT_RISK,
    OFF_TRACK,
    ON_HOLD,
    /// Complete, dropped, or a word that is not known here.
    OTHER,
    /// There is no update.
    NONE;

    /// By the word of a status update, or by the older colour.
    static Health of(String word) {
      return switch (word) {
        case "on_track", "green" -> ON_TRACK;
        case "at_risk", "yellow" -> AT_RISK;
        case "off_track", "red" -> OFF_TRACK;
        case "on_hold", "blue" -> ON_HOLD;
        default -> OTHER;
      };
    }
  }

  boolean isActive() {
    return progress == Progress.UNDER_WAY;
  }

  /// Its name as a tag may hold it; empty text where nothing is left of it.
  String slug() {
    return AsanaConfig.lower(name).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
  }
}
