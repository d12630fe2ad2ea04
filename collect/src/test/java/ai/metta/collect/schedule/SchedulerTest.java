// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.collect.schedule.Timetable.Line;
import ai.metta.collect.schedule.Turn.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Turns under a clock that is moved by hand.
final class SchedulerTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir private Path folder;

  private final Book book = new Book();
  private Instant now = NOON;

  /// A host that writes down what it is told.
  private static final class Book implements Scheduler.Host {
    Timetable timetable = new Timetable(1, List.of());
    final List<String> lines = new ArrayList<>();
    final Map<String, Ending> endings = new HashMap<>();

    @Override
    public Timetable timetable() {
      return timetable;
    }

    @Override
    public Ending run(Turn turn, Instant next) {
      note(turn.collector() + " " + turn.slot() + " as of " + turn.asOf());
      return endings.getOrDefault(turn.collector(), Ending.RAN);
    }

    @Override
    public void skipped(Turn turn, String why) {
      note(turn.collector() + " " + turn.slot() + " skipped: " + why);
    }

    @Override
    public void notConfigured(List<String> collectors) {
      note("not configured: " + String.join(", ", collectors));
    }

    @Override
    public void forgetful(String collector, IOException why) {
      note("forgetful of " + collector);
    }

    private synchronized void note(String line) {
      lines.add(line.replace("2026-01-02T", "").replace(":00Z", ""));
    }

    synchronized List<String> taken() {
      List<String> taken = List.copyOf(lines);
      lines.clear();
      return taken;
    }
  }

  @Test
  void everySlotIsRunOnceForItsMinute() throws IOException {
    book.timetable =
        new Timetable(1, List.of(line("a", "*/10 * * * *", 7), line("b", "0 * * * *")));
    ran("a", NOON);
    ran("b", NOON);
    Scheduler scheduler = scheduler(Runnable::run);
    List<Instant> looks = drive(scheduler, Duration.ofMinutes(61));
    assertThat(book.taken())
        .containsExactly(
            "a 12:10 as of 12:10",
            "a 12:20 as of 12:20",
            "a 12:30 as of 12:30",
            "a 12:40 as of 12:40",
            "a 12:50 as of 12:50",
            "b 13:00 as of 13:00",
            "a 13:00 as of 13:00");
    assertThat(looks)
        .as("it looks when a turn begins, its offset included")
        .contains(NOON.plusSeconds(607), NOON.plusSeconds(3600), NOON.plusSeconds(3607));
  }

  @Test
  void ofMissedSlotsTheNewestIsRunAndNoOther() throws IOException {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *"), line("b", "0 */6 * * *")));
    ran("a", NOON.minus(Duration.ofDays(3)));
    ran("b", NOON.minus(Duration.ofDays(3)));
    now = NOON.plus(Duration.ofMinutes(24)).plusSeconds(30);
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(now);
    assertThat(book.taken())
        .as("one that is more than five minutes ago is run for the present minute")
        .containsExactly("a 12:20 as of 12:20", "b 12:00 as of 12:24");
    scheduler.look(now.plusSeconds(5));
    assertThat(book.taken()).isEmpty();
    scheduler.look(now.plus(Duration.ofHours(2)));
    assertThat(book.taken()).as("after a sleep too").containsExactly("a 14:20 as of 14:20");
  }

  /// Of a new installation all begin at once, each with a slot of its own.
  @Test
  void oneThatCatchesUpWaitsForWhatItComesAfterOfWhateverSlot() throws Exception {
    book.timetable =
        new Timetable(1, List.of(line("a", "*/10 * * * *"), behind("a", line("sum", "0 * * * *"))));
    now = NOON.plus(Duration.ofMinutes(24));
    List<Runnable> given = new ArrayList<>();
    scheduler(given::add).look(now);
    assertThat(given).hasSize(2);
    Thread sum = Thread.ofPlatform().daemon().start(given.getLast());
    while (sum.getState() != Thread.State.TIMED_WAITING && sum.isAlive()) {
      Thread.onSpinWait();
    }
    given.getFirst().run();
    sum.join();
    assertThat(book.taken()).containsExactly("a 12:20 as of 12:20", "sum 12:00 as of 12:24");
  }

  @Test
  void whatRanBeforeIsNotRunAgain() {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    scheduler(Runnable::run).look(now.plusSeconds(20));
    assertThat(book.taken()).containsExactly("a 12:00 as of 12:00");
    scheduler(Runnable::run).look(now.plusSeconds(40));
    assertThat(book.taken()).as("another scheduler, a moment later").isEmpty();
    scheduler(Runnable::run).look(now.plus(Duration.ofMinutes(10)));
    assertThat(book.taken()).containsExactly("a 12:10 as of 12:10");
  }

  @Test
  void aMemoryThatCannotBeReadIsNoMemory() throws IOException {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    Files.createDirectories(folder.resolve("schedule"));
    for (String text : List.of("", "ran", "ran yesterday", "danced 2026-01-02T12:00:00Z", "\0")) {
      Files.writeString(folder.resolve("schedule/a"), text);
      scheduler(Runnable::run).look(now);
      assertThat(book.taken()).as(text).containsExactly("a 12:00 as of 12:00");
    }
  }

  @Test
  void aMemoryThatCannotBeWrittenIsToldAndNoReasonToStop() throws IOException {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    Files.writeString(folder.resolve("schedule"), "a file where the folder should be");
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(now);
    scheduler.look(now.plusSeconds(600));
    assertThat(book.taken())
        .containsExactly(
            "a 12:00 as of 12:00", "forgetful of a", "a 12:10 as of 12:10", "forgetful of a");
  }

  @Test
  void aSlotThatComesWhileTheLastRunGoesOnIsSkippedAndCounted() {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    List<Runnable> waiting = new ArrayList<>();
    Scheduler scheduler = scheduler(waiting::add);
    scheduler.look(NOON);
    scheduler.look(NOON.plusSeconds(600));
    scheduler.look(NOON.plusSeconds(1200));
    assertThat(waiting).hasSize(1);
    waiting.removeFirst().run();
    scheduler.look(NOON.plusSeconds(1800));
    waiting.removeFirst().run();
    assertThat(book.taken())
        .containsExactly(
            "a 12:10 skipped: its run of 12:00 still goes on",
            "a 12:20 skipped: its run of 12:00 still goes on (2 slots skipped meanwhile)",
            "a 12:00 as of 12:00",
            "a 12:30 as of 12:30");
  }

  @Test
  void aSlotWhoseLeaseIsHeldIsSkipped() {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    book.endings.put("a", Ending.LEASED);
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(NOON);
    assertThat(book.taken())
        .containsExactly("a 12:00 as of 12:00", "a 12:00 skipped: another run of it is pushing");
    book.endings.clear();
    scheduler.look(NOON.plusSeconds(5));
    assertThat(book.taken()).as("not tried again").isEmpty();
    scheduler.look(NOON.plusSeconds(600));
    assertThat(book.taken()).containsExactly("a 12:10 as of 12:10");
  }

  @Test
  void whatIsNotConfiguredIsToldOnceAndTriedAgainWhenTheTimetableChanges() {
    book.timetable =
        new Timetable(
            1,
            List.of(
                line("c", "*/10 * * * *"), line("a", "*/10 * * * *"), line("b", "*/10 * * * *")));
    book.endings.put("a", Ending.NOT_CONFIGURED);
    book.endings.put("c", Ending.NOT_CONFIGURED);
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(NOON);
    assertThat(book.taken()).endsWith("not configured: a, c");
    scheduler.look(NOON.plusSeconds(600));
    assertThat(book.taken()).containsExactly("b 12:10 as of 12:10");
    book.endings.remove("c");
    book.timetable = new Timetable(2, book.timetable.lines());
    scheduler.look(NOON.plusSeconds(660));
    assertThat(book.taken())
        .as("tried at once, and not told again; those that ran go on as before")
        .containsExactly("c 12:10 as of 12:10", "a 12:10 as of 12:10");
    book.endings.put("c", Ending.NOT_CONFIGURED);
    book.timetable = new Timetable(3, book.timetable.lines());
    scheduler.look(NOON.plusSeconds(1200));
    assertThat(book.taken()).endsWith("not configured: c");
    assertThat(new Memory(folder.resolve("schedule")).last("a"))
        .contains(new Memory.Last(Ending.NOT_CONFIGURED, NOON.plusSeconds(1200)));
  }

  @Test
  void aChangedScheduleHoldsFromItsNextSlotOn() {
    book.timetable = new Timetable(1, List.of(line("a", "0 * * * *")));
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(NOON);
    book.timetable = new Timetable(2, List.of(line("a", "*/5 * * * *"), line("b", "0 * * * *")));
    scheduler.look(NOON.plusSeconds(7 * 60));
    assertThat(book.taken()).containsExactly("a 12:00 as of 12:00");
    scheduler.look(NOON.plusSeconds(10 * 60));
    assertThat(book.taken()).containsExactly("a 12:10 as of 12:10");
    book.timetable = new Timetable(3, List.of(line("b", "0 * * * *")));
    scheduler.look(NOON.plusSeconds(3600));
    assertThat(book.taken()).containsExactly("b 13:00 as of 13:00");
  }

  @Test
  void aClockThatIsSetBackNeitherRepeatsASlotNorStopsForDays() {
    book.timetable = new Timetable(1, List.of(line("a", "*/10 * * * *")));
    Scheduler scheduler = scheduler(Runnable::run);
    scheduler.look(NOON);
    scheduler.look(NOON.minusSeconds(30));
    scheduler.look(NOON.plusSeconds(30));
    assertThat(book.taken()).containsExactly("a 12:00 as of 12:00");
    Instant lastYear = NOON.minus(Duration.ofDays(200));
    scheduler.look(lastYear);
    scheduler.look(lastYear.plusSeconds(600));
    assertThat(book.taken()).hasSize(1);
  }

  @Test
  void oneThatComesAfterOthersWaitsForTheirRunOfTheSameSlot() throws InterruptedException {
    book.timetable =
        new Timetable(
            1,
            List.of(
                line("early", "*/10 * * * *"),
                new Line(
                    "late",
                    Cron.parse("*/10 * * * *").orElseThrow(),
                    Duration.ZERO,
                    Duration.ofMinutes(5),
                    List.of("early", "none"))));
    Map<Integer, Thread> threads = new HashMap<>();
    CountDownLatch lateBegan = new CountDownLatch(1);
    List<Runnable> work = new ArrayList<>();
    scheduler(work::add).look(NOON);
    threads.put(
        1,
        Thread.ofVirtual()
            .start(() -> {
              lateBegan.countDown();
              work.get(1).run();
            }));
    lateBegan.await();
    assertThat(book.taken()).isEmpty();
    work.get(0).run();
    threads.get(1).join();
    assertThat(book.taken()).containsExactly("early 12:00 as of 12:00", "late 12:00 as of 12:00");
  }

  @Test
  void itEndsWithItsRuns() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    AtomicReference<Throwable> told = new AtomicReference<>();
    AtomicInteger runs = new AtomicInteger();
    Scheduler.Host hanging =
        new Hanging(
            new Timetable(1, List.of(line("a", "*/10 * * * *"))),
            () -> {
              runs.incrementAndGet();
              began.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException ended) {
                told.set(ended);
              }
            });
    Scheduler scheduler =
        new Scheduler(
            () -> NOON,
            _ -> {
              began.await();
              throw new InterruptedException("Ctrl-C");
            },
            Scheduler.ownThreads(),
            new Memory(folder.resolve("schedule")),
            hanging);
    assertThatThrownBy(scheduler::run).isInstanceOf(InterruptedException.class);
    assertThat(told.get()).as("the run was interrupted").isInstanceOf(InterruptedException.class);
    assertThat(new Memory(folder.resolve("schedule")).last("a"))
        .as("and is run again by the next scheduler")
        .isEmpty();
    scheduler.look(NOON.plusSeconds(600));
    scheduler.end();
    assertThat(runs.get()).as("nothing begins after the end").isEqualTo(1);
  }

  /// A host whose runs do something of their own.
  private record Hanging(Timetable timetable, Runnable work) implements Scheduler.Host {
    @Override
    public Ending run(Turn turn, Instant next) {
      work.run();
      return Ending.ENDED;
    }

    @Override
    public void skipped(Turn turn, String why) {}

    @Override
    public void notConfigured(List<String> collectors) {}

    @Override
    public void forgetful(String collector, IOException why) {}
  }

  /// Lets time pass as the scheduler asks for it.
  private List<Instant> drive(Scheduler scheduler, Duration length) {
    List<Instant> looks = new ArrayList<>();
    for (Instant end = now.plus(length); now.isBefore(end); ) {
      looks.add(now);
      Instant next = scheduler.look(now);
      assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plus(Scheduler.LOOK));
      now = next;
    }
    return looks;
  }

  private Scheduler scheduler(Executor threads) {
    return new Scheduler(() -> now, _ -> {}, threads, new Memory(folder.resolve("schedule")), book);
  }

  private void ran(String collector, Instant slot) throws IOException {
    new Memory(folder.resolve("schedule")).keep(collector, new Memory.Last(Ending.RAN, slot));
  }

  private static Line behind(String earlier, Line line) {
    return new Line(
        line.collector(), line.cron(), line.offset(), line.deadline(), List.of(earlier));
  }

  private static Line line(String collector, String cron) {
    return line(collector, cron, 0);
  }

  private static Line line(String collector, String cron, int offset) {
    return new Line(
        collector,
        Cron.parse(cron).orElseThrow(),
        Duration.ofSeconds(offset),
        Duration.ofMinutes(5),
        List.of());
  }
}
