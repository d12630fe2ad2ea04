// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import ai.metta.access.http.Pause;
import ai.metta.collect.schedule.Timetable.Line;
import ai.metta.collect.schedule.Turn.Ending;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Gives each collector its turns: one at a time, and of those that were missed the newest only.
///
/// It looks every few seconds, and whenever a slot comes due, what the host's timetable says. A
/// slot is handled once: it is run, or it is skipped and that is told.
public final class Scheduler {
  /// How often the timetable is looked at where nothing comes due.
  static final Duration LOOK = Duration.ofSeconds(5);

  /// The edition before the first.
  private static final int NONE = 0;

  /// A slot that is longer ago is run for the present minute: one that then waits for others is
  /// still of the present when it begins.
  private static final Duration STILL_PRESENT = Duration.ofMinutes(5);

  /// By how much a clock may be set back without a slot coming again.
  private static final Duration CLOCK_STEP = Duration.ofHours(1);

  /// How long runs get to end after they were told to.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final InstantSource clock;
  private final Pause pause;
  private final Executor threads;
  private final Memory memory;
  private final Host host;

  private final Map<String, Instant> handled = new HashMap<>();
  private final Map<String, UnderWay> runs = new ConcurrentHashMap<>();
  private final Set<String> notConfigured = ConcurrentHashMap.newKeySet();
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private Timetable timetable = new Timetable(NONE, List.of());
  private volatile boolean ended;

  /// @param threads on which runs are run
  /// @param memory of what ran before
  public Scheduler(InstantSource clock, Pause pause, Executor threads, Memory memory, Host host) {
    this.clock = clock;
    this.pause = pause;
    this.threads = threads;
    this.memory = memory;
    this.host = host;
  }

  /// For whom turns are given.
  public interface Host {
    /// What holds from now on: of the same edition until something in the configuration changed.
    Timetable timetable();

    /// Runs one turn, on a thread that is interrupted when it is to end at once.
    ///
    /// @param next when the collector's next one begins
    Ending run(Turn turn, Instant next);

    /// A slot is not run.
    void skipped(Turn turn, String why);

    /// These lack a setting or a secret; in alphabetical order.
    void notConfigured(List<String> collectors);

    /// What ran cannot be remembered.
    void forgetful(String collector, IOException why);
  }

  /// Each on a thread of its own that does not keep the process.
  public static Executor ownThreads() {
    return task -> Thread.ofPlatform().daemon().name("turn").start(task);
  }

  /// Until it is interrupted; then runs are ended, and those that do not end are left alone after a
  /// few seconds.
  public void run() throws InterruptedException {
    try {
      while (true) {
        Instant now = clock.instant();
        pause.pause(Duration.between(now, look(now)));
      }
    } finally {
      end();
    }
  }

  /// Gives the turns that have come due.
  ///
  /// @return when to look again
  Instant look(Instant now) {
    take(host.timetable(), now);
    Instant next = now.plus(LOOK);
    for (Line line : timetable.lines()) {
      due(line, now).ifPresent(turn -> give(line, turn, now));
      Instant begins = line.begins(now);
      next = begins.isBefore(next) ? begins : next;
    }
    tellNotConfigured();
    return next;
  }

  /// A timetable that changed holds from the next slot on; collectors that were not configured get
  /// another try at once.
  private void take(Timetable current, Instant now) {
    if (current.edition() == timetable.edition()) {
      return;
    }
    for (Line line : current.lines()) {
      String name = line.collector();
      Optional<String> before = timetable.line(name).map(old -> old.cron().toString());
      if (timetable.edition() == NONE) {
        remembered(line).ifPresent(slot -> handled.put(name, slot));
      } else if (notConfigured.contains(name)) {
        handled.remove(name);
      } else if (!before.equals(Optional.of(line.cron().toString()))) {
        line.newest(now).ifPresent(slot -> handled.put(name, slot));
      }
    }
    notConfigured.clear();
    tried.clear();
    timetable = current;
  }

  private Optional<Instant> remembered(Line line) {
    return memory
        .last(line.collector())
        .filter(last -> last.ending() == Ending.RAN)
        .map(Memory.Last::slot);
  }

  /// The turn whose slot has come and was not handled yet.
  private Optional<Turn> due(Line line, Instant now) {
    String name = line.collector();
    Optional<Instant> newest = line.newest(now);
    if (newest.isEmpty() || notConfigured.contains(name)) {
      return Optional.empty();
    }
    Instant slot = newest.get();
    Optional<Instant> before = Optional.ofNullable(handled.get(name));
    // What was handled in a time to come was handled by a clock that was wrong: it goes on here.
    boolean wrong = before.filter(now.plus(CLOCK_STEP)::isBefore).isPresent();
    boolean done = before.filter(old -> !slot.isAfter(old)).isPresent();
    if (wrong || !done) {
      handled.put(name, slot);
    }
    if (wrong || done) {
      return Optional.empty();
    }
    boolean present = Duration.between(slot, now).compareTo(STILL_PRESENT) <= 0;
    return Optional.of(new Turn(name, slot, present ? slot : now.truncatedTo(ChronoUnit.MINUTES)));
  }

  private void give(Line line, Turn turn, Instant now) {
    if (ended) {
      return;
    }
    UnderWay last = runs.get(line.collector());
    if (last != null && !last.hasEnded()) {
      int skipped = last.skip();
      host.skipped(
          turn,
          "its run of "
              + last.turn().slot()
              + " still goes on"
              + (skipped == 1 ? "" : " (" + skipped + " slots skipped meanwhile)"));
      return;
    }
    UnderWay run = begun(line, turn);
    runs.put(line.collector(), run);
    Instant next = line.begins(now);
    threads.execute(() -> run.through(() -> ended(turn, host.run(turn, next))));
  }

  /// One that waits for the runs under way that it comes after: of the same slot, or of others
  /// where they catch up.
  private UnderWay begun(Line line, Turn turn) {
    List<UnderWay> earlier = new ArrayList<>();
    Duration patience = Duration.ZERO;
    for (String name : line.after()) {
      Optional<UnderWay> run = Optional.ofNullable(runs.get(name)).filter(one -> !one.hasEnded());
      Optional<Duration> limit = timetable.line(name).map(Line::deadline);
      if (run.isPresent() && limit.isPresent()) {
        earlier.add(run.get());
        patience = limit.get().compareTo(patience) > 0 ? limit.get() : patience;
      }
    }
    return new UnderWay(turn, earlier, patience);
  }

  private void ended(Turn turn, Ending ending) {
    String name = turn.collector();
    tried.add(name);
    switch (ending) {
      case RAN -> {
        told.remove(name);
        keep(turn, ending);
      }
      case NOT_CONFIGURED -> {
        notConfigured.add(name);
        keep(turn, ending);
      }
      case LEASED -> host.skipped(turn, "another run of it is pushing");
      case ENDED -> {}
    }
  }

  private void keep(Turn turn, Ending ending) {
    try {
      memory.keep(turn.collector(), new Memory.Last(ending, turn.slot()));
    } catch (IOException unwritable) {
      host.forgetful(turn.collector(), unwritable);
    }
  }

  /// All in one, when the first runs have ended; each once, until it was configured.
  private void tellNotConfigured() {
    boolean trying =
        runs.entrySet().stream()
            .anyMatch(run -> !run.getValue().hasEnded() && !tried.contains(run.getKey()));
    Set<String> names = new TreeSet<>(notConfigured);
    names.removeAll(told);
    if (!trying && !names.isEmpty()) {
      told.addAll(names);
      host.notConfigured(List.copyOf(names));
    }
  }

  /// Ends all runs: tells them, and waits for a few seconds at most.
  public void end() {
    ended = true;
    runs.values().forEach(UnderWay::interrupt);
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (UnderWay run : runs.values()) {
        run.waitUntil(until);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
