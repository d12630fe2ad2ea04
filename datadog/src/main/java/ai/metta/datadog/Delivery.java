// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Consumer;

/// Empties a shelf into the intake: newest first, four at a time, and what is refused is taken
/// apart until the part at fault stands alone.
///
/// A refused payload gives way to its two halves, on the shelf and not in memory: whatever instant
/// the process ends at, the next run goes on from there.
final class Delivery {
  private static final int AT_ONCE = 4;

  private final Shelf shelf;
  private final Intake intake;
  private final InstantSource clock;
  private final Historical historical;
  private final PriorityBlockingQueue<PayloadName> queue =
      new PriorityBlockingQueue<>(64, PayloadName.NEWEST_FIRST);
  private final Queue<Suspect> suspects = new ConcurrentLinkedQueue<>();
  private final Queue<Condemned> condemned = new ConcurrentLinkedQueue<>();
  private final Tally tally = new Tally();
  private final Patience patience = new Patience();

  Delivery(Shelf shelf, Intake intake, InstantSource clock, Historical historical) {
    this.shelf = shelf;
    this.intake = intake;
    this.clock = clock;
    this.historical = historical;
  }

  /// @param unsendable what could not even be put on the shelf, to be told with the rest
  Drained run(List<Rejected> unsendable) {
    unsendable.forEach(tally::rejected);
    shelf.waiting().forEach(this::queueUnlessOver);
    int workers = Math.min(AT_ONCE, queue.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < workers; worker++) {
        threads.execute(this::work);
      }
    }
    if (!patience.isOver()) {
      suspects.forEach(this::judge);
    }
    if (!patience.refusesAll()) {
      condemned.forEach(one -> withClaim(one.name(), _ -> reject(one.name(), one.why())));
    }
    return tally.drained(shelf.waiting(), patience.why());
  }

  /// What is too old is given up even while the intake is down, so that the shelf does not grow.
  private void queueUnlessOver(PayloadName name) {
    if (!window().isOver(name.contents())) {
      queue.add(name);
      return;
    }
    try {
      if (shelf.remove(name)) {
        tally.expired(name.contents().kind(), name.contents().points());
      }
    } catch (FailureException e) {
      patience.trouble(e.failure());
    }
  }

  private IntakeWindow window() {
    return new IntakeWindow(clock.instant(), historical);
  }

  private void work() {
    try {
      for (Optional<PayloadName> next = next(); next.isPresent(); next = next()) {
        PayloadName name = next.get();
        withClaim(name, claim -> handle(name, claim.read()));
      }
    } catch (RuntimeException e) {
      patience.stop(new Failure.Bug("the outbox failed unforeseen: " + e));
    }
  }

  /// A file that cannot be read or moved does not keep back the others.
  private void withClaim(PayloadName name, Consumer<Shelf.Claim> then) {
    try {
      shelf
          .claim(name)
          .ifPresent(claim -> {
            try (claim) {
              then.accept(claim);
            }
          });
    } catch (FailureException e) {
      patience.trouble(e.failure());
    }
  }

  private Optional<PayloadName> next() {
    return patience.isOver() ? Optional.empty() : Optional.ofNullable(queue.poll());
  }

  private void handle(PayloadName name, byte[] bytes) {
    try {
      if (!name.isOf(bytes)) {
        throw new MalformedPayloadException("its bytes are not those that were kept");
      }
      if (window().takesAll(name.contents())) {
        send(name, bytes);
      } else {
        takeOutExpired(name, bytes);
      }
    } catch (MalformedPayloadException e) {
      tally.quarantined(shelf.quarantine(name));
    }
  }

  private void send(PayloadName name, byte[] bytes) throws MalformedPayloadException {
    switch (intake.send(name.contents().kind(), bytes)) {
      case Verdict.Delivered(Optional<String> complaint) -> {
        patience.taken();
        tally.delivered(name.contents());
        complaint.ifPresent(tally::complained);
        boolean _ = shelf.remove(name);
      }
      case Verdict.TooLarge(String reason, Failure always) -> {
        divide(name, bytes, reason, Smallest.POINT)
            .ifPresent(why -> suspect(new Suspect(name, why, always)));
        patience.tooLarge(reason, always);
      }
      case Verdict.Refused(String reason) -> {
        divide(name, bytes, reason, Smallest.SERIES)
            .ifPresent(why -> condemn(new Condemned(name, why)));
        patience.refused(reason);
      }
      case Verdict.Later(Failure failure) -> patience.trouble(failure);
      case Verdict.Stop(Failure failure) -> patience.stop(failure);
    }
  }

  /// What is too large even alone. It is at fault only where others pass; until then it stays.
  private record Suspect(PayloadName name, Rejected why, Failure always) {}

  private void suspect(Suspect one) {
    if (patience.hasTaken()) {
      reject(one.name(), one.why());
    } else {
      suspects.add(one);
      patience.suspected(one.always());
    }
  }

  /// At the end, when it is known whether others passed.
  private void judge(Suspect one) {
    if (!patience.hasTaken()) {
      patience.trouble(one.always());
      return;
    }
    withClaim(one.name(), _ -> reject(one.name(), one.why()));
  }

  /// What is refused even alone. Where all are refused it is the intake's fault, and it stays.
  private record Condemned(PayloadName name, Rejected why) {}

  private void condemn(Condemned one) {
    if (patience.hasTaken()) {
      reject(one.name(), one.why());
    } else {
      condemned.add(one);
    }
  }

  private void takeOutExpired(PayloadName name, byte[] bytes) throws MalformedPayloadException {
    IntakeWindow window = window();
    Kind kind = name.contents().kind();
    List<Series> kept = new ArrayList<>();
    if (kind.isOfSeries()) {
      for (Series series : SeriesDecoder.decode(bytes)) {
        kept.add(
            with(
                series,
                series.points().stream().filter(point -> window.takes(kind, point.at())).toList()));
      }
    }
    long left = kept.stream().mapToLong(series -> series.points().size()).sum();
    replace(name, List.of(kept));
    tally.expired(kind, name.contents().points() - left);
  }

  /// What is not divided any further.
  private enum Smallest {
    SERIES,
    POINT
  }

  /// Puts halves in its place; where there are none, it stays, and this is what it is.
  private Optional<Rejected> divide(
      PayloadName name, byte[] bytes, String reason, Smallest smallest)
      throws MalformedPayloadException {
    if (name.contents().kind() == Kind.EVENT) {
      return Optional.of(new Rejected(EventTitle.in(bytes), "", 1, reason));
    }
    List<Series> all = SeriesDecoder.decode(bytes);
    if (all.size() > 1) {
      int middle = all.size() / 2;
      replace(name, List.of(all.subList(0, middle), all.subList(middle, all.size())));
      return Optional.empty();
    }
    if (all.isEmpty()) {
      throw new MalformedPayloadException("it holds no series");
    }
    Series only = all.getFirst();
    List<Point> points = only.points();
    if (smallest == Smallest.POINT && points.size() > 1) {
      int middle = points.size() / 2;
      replace(
          name,
          List.of(
              List.of(with(only, points.subList(0, middle))),
              List.of(with(only, points.subList(middle, points.size())))));
      return Optional.empty();
    }
    return Optional.of(new Rejected(only.metric(), only.tags().toString(), points.size(), reason));
  }

  private void reject(PayloadName name, Rejected why) {
    shelf.reject(name, why);
    tally.rejected(why);
  }

  private void replace(PayloadName whole, List<List<Series>> parts) {
    List<Payload> payloads = new ArrayList<>();
    SeriesEncoder encoder = new SeriesEncoder(PayloadLimits.STANDARD, whole.contents().kind());
    for (List<Series> part : parts) {
      encoder.encode(part, payloads::add, tally::rejected);
    }
    queue.addAll(shelf.replace(whole, payloads));
  }

  private static Series with(Series series, List<Point> points) {
    return new Series(
        series.metric(), series.type(), series.unit(), series.interval(), series.tags(), points);
  }
}
