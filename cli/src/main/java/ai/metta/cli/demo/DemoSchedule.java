// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.collect.schedule.Scheduler;
import ai.metta.collect.schedule.Timetable;
import ai.metta.collect.schedule.Turn;
import ai.metta.collect.schedule.Turn.Ending;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// The turns of a demo's collectors: those of a server, but for what its first collection has come
/// to already, and without a word of services that it does not simulate.
///
/// @param collected the instant of that collection
record DemoSchedule(Scheduler.Host served, Instant collected) implements Scheduler.Host {
  @Override
  public Timetable timetable() {
    return served.timetable();
  }

  @Override
  public Ending run(Turn turn, Instant next) {
    return turn.slot().isAfter(collected) ? served.run(turn, next) : Ending.RAN;
  }

  @Override
  public void skipped(Turn turn, String why) {
    served.skipped(turn, why);
  }

  @Override
  public void notConfigured(List<String> collectors) {
    // Whoever asks for some services gets these.
  }

  @Override
  public void forgetful(String collector, IOException why) {
    served.forgetful(collector, why);
  }
}
