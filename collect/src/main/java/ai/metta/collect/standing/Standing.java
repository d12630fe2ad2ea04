// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import ai.metta.access.configuration.Durations;
import ai.metta.metric.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How one collector stands.
///
/// @param reason why it is not well; empty where it is
/// @param last empty where it never reported
/// @param schedule that it is held to
public record Standing(
    String collector, State state, String reason, Optional<LastRun> last, Schedule schedule) {
  private static final Duration LEAST_SILENCE = Duration.ofMinutes(30);

  /// In which state.
  public enum State {
    OK,
    PARTIAL,
    FAILED,
    /// It reported before, and has not for longer than its schedule can explain.
    SILENT,
    /// It never reported.
    UNKNOWN,
    /// The installation does not want it run.
    OFF
  }

  /// What is known of a collector beside its reports.
  public enum Known {
    NOTHING,
    NOT_CONFIGURED,
    SWITCHED_OFF
  }

  /// Judges it.
  public static Standing of(
      String collector, Schedule schedule, Optional<LastRun> last, Known known, Instant now) {
    if (known == Known.SWITCHED_OFF) {
      return new Standing(collector, State.OFF, "switched off", last, schedule);
    }
    boolean unconfigured = known == Known.NOT_CONFIGURED;
    if (last.isEmpty()) {
      String why = unconfigured ? "not configured" : "never ran";
      return new Standing(collector, State.UNKNOWN, why, last, schedule);
    }
    Duration age = Duration.between(last.get().at(), now);
    if (age.compareTo(patience(schedule)) > 0) {
      String why = "silent for " + inWords(age) + (unconfigured ? ", not configured now" : "");
      return new Standing(collector, State.SILENT, why, last, schedule);
    }
    return judged(collector, schedule, last.get());
  }

  /// How long one may be silent: three turns of its schedule, and half an hour at least.
  public static Duration patience(Schedule schedule) {
    Duration three = schedule.every().multipliedBy(3);
    return three.compareTo(LEAST_SILENCE) > 0 ? three : LEAST_SILENCE;
  }

  private static Standing judged(String collector, Schedule schedule, LastRun last) {
    if (last.failed().isEmpty() || last.errors().isEmpty()) {
      String why = "ran, and did not say how it went";
      return new Standing(collector, State.UNKNOWN, why, Optional.of(last), schedule);
    }
    long errors = Math.round(last.errors().getAsDouble());
    if (last.failed().getAsDouble() > 0) {
      String why = "no metric came to a value";
      return new Standing(collector, State.FAILED, why, Optional.of(last), schedule);
    }
    return errors > 0
        ? new Standing(collector, State.PARTIAL, errors + " failed", Optional.of(last), schedule)
        : new Standing(collector, State.OK, "", Optional.of(last), schedule);
  }

  /// As people say it: `45s`, `12m`, `2h 10m`, `12d 3h`.
  public static String inWords(Duration length) {
    ChronoUnit least =
        length.compareTo(Duration.ofDays(1)) >= 0
            ? ChronoUnit.HOURS
            : length.compareTo(Duration.ofMinutes(1)) >= 0
                ? ChronoUnit.MINUTES
                : ChronoUnit.SECONDS;
    Duration shown = length.truncatedTo(least);
    return Durations.print(shown).replaceAll("([a-z])(?=\\d)", "$1 ");
  }
}
