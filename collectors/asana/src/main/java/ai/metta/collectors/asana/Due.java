// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// When a task is to be done.
sealed interface Due {

  /// By an hour.
  record At(Instant instant) implements Due {}

  /// By the end of a day, in whatever zone the team lives.
  record On(LocalDate day) implements Due {}

  /// Whether it should have been done by now.
  ///
  /// @param zone whose calendar says which day it is
  default boolean isPast(Instant asOf, ZoneId zone) {
    return switch (this) {
      case At(Instant instant) -> instant.isBefore(asOf);
      case On(LocalDate day) -> day.isBefore(LocalDate.ofInstant(asOf, zone));
    };
  }
}
