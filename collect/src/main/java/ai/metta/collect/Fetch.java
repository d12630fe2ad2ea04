// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Run.Result;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a collector fetches with, for one run: the services' door, settings, secrets, and a
/// deadline that ends all of it. Parts are fetched side by side, each on a thread of its own.
public final class Fetch {
  private final Conditions conditions;
  private final Instant asOf;
  private final Turn turn;
  private final Deadline deadline;
  private final Http http;
  private final List<Result> earlier;
  private final List<Thread> threads = new ArrayList<>();
  private boolean ended;

  Fetch(Conditions conditions, Instant asOf, Turn turn, Deadline deadline, Http http) {
    this(conditions, asOf, turn, deadline, http, List.of());
  }

  Fetch(
      Conditions conditions,
      Instant asOf,
      Turn turn,
      Deadline deadline,
      Http http,
      List<Result> earlier) {
    this.conditions = conditions;
    this.asOf = asOf;
    this.turn = turn;
    this.deadline = deadline;
    this.http = http;
    this.earlier = List.copyOf(earlier);
  }

  /// Where a run stands among others.
  ///
  /// @param since what it tells of began
  /// @param before the instant of the run before it; where that is not known, a turn of its
  ///   schedule ago
  record Turn(Instant since, Instant before) {}

  /// When a fetch must be over.
  ///
  /// @param limit how long it may last in all, for messages
  record Deadline(Instant at, Duration limit) {}

  /// How one part is read.
  public interface Reading<T> {
    /// The part's value.
    ///
    /// @throws FailureException when it could not be had
    /// @throws UnsupportedException when this server cannot say
    /// @throws InterruptedException when the run was ended meanwhile
    T read() throws InterruptedException;
  }

  /// The instant that the run's metrics are evaluated at.
  public Instant asOf() {
    return asOf;
  }

  /// What happened after this has not been told by an earlier run.
  public Instant since() {
    return turn.since();
  }

  /// Whether what is asked only every so often is to be asked now: in the first run at or after
  /// each boundary of the period's grid, which holds every midnight UTC for periods that divide a
  /// day.
  public boolean isDue(Duration period) {
    return Schedule.nextBoundary(period, turn.before()).compareTo(asOf) <= 0;
  }

  /// The time by the run's clock, which services are asked at.
  public InstantSource clock() {
    return conditions.clock();
  }

  /// A client whose requests all end with the run.
  public Http http() {
    return http;
  }

  /// What the collectors that this one comes after came to in the same run; none of those that are
  /// not in it.
  public List<Result> earlier() {
    return earlier;
  }

  /// Who answers what was pushed before; its requests end with the run.
  ///
  /// @throws FailureException of kind credentials where there is nobody to ask
  public QueryEngine reader() {
    return conditions.reader().apply(http);
  }

  /// The health grid.
  public HealthRows rows() {
    return conditions.rows();
  }

  public Settings settings() {
    return conditions.settings();
  }

  public Secrets secrets() {
    return conditions.secrets();
  }

  /// A secret that nothing can be collected without.
  ///
  /// @throws NotConfiguredException where no place has it
  /// @throws FailureException of credentials, where one that may have it could not say
  public Secret required(SecretKey key) {
    try {
      return secrets().require(key);
    } catch (FailureException missing) {
      if (secrets().whereabouts(key).problem().isPresent()) {
        throw missing;
      }
      throw new NotConfiguredException(missing.failure());
    }
  }

  /// Takes secrets out of whatever is said.
  public Redactor redactor() {
    return conditions.redactor();
  }

  /// How long the run may still last.
  public Duration remaining() {
    Duration left = Duration.between(conditions.clock().instant(), deadline.at());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Ends with the run's deadline.
  Guard guard(String collector) {
    return new Guard(collector, deadline, conditions.clock());
  }

  /// Starts to fetch a part.
  public <T> Part<T> part(String name, Reading<T> reading) {
    return started(name, () -> read(name, reading));
  }

  /// Starts to fetch a part that needs another: it waits for it, and shares its fate where that is
  /// not known.
  public <A, T> Part<T> part(String name, Part<A> needed, ReadingOf<A, T> reading) {
    return started(
        name, () -> needed.fetched().then(known -> read(name, () -> reading.read(known))));
  }

  /// Starts to fetch a part that needs two others.
  public <A, B, T> Part<T> part(
      String name, Part<A> first, Part<B> second, ReadingOfTwo<A, B, T> reading) {
    return started(
        name,
        () ->
            first
                .fetched()
                .then(one ->
                    second.fetched().then(other -> read(name, () -> reading.read(one, other)))));
  }

  private <T> Part<T> started(String name, Callable<Fetched<T>> reading) {
    FutureTask<Fetched<T>> task = new FutureTask<>(reading);
    start(List.of(Thread.ofVirtual().name(name).unstarted(task)));
    return new Part<>(name, task, this);
  }

  /// How a part is read that needs another.
  public interface ReadingOf<A, T> {
    T read(A needed) throws InterruptedException;
  }

  /// How a part is read that needs two others.
  public interface ReadingOfTwo<A, B, T> {
    T read(A first, B second) throws InterruptedException;
  }

  /// Reads several things side by side, in the order given. The first that cannot be had ends the
  /// others.
  ///
  /// @throws FailureException or UnsupportedException as that one threw it
  public <T> List<T> sideBySide(List<Reading<T>> readings) throws InterruptedException {
    List<FutureTask<T>> tasks =
        readings.stream().map(reading -> new FutureTask<>(reading::read)).toList();
    List<Thread> started =
        tasks.stream().map(task -> Thread.ofVirtual().name("reading").unstarted(task)).toList();
    start(started);
    try {
      List<T> read = new ArrayList<>();
      for (FutureTask<T> task : tasks) {
        read.add(task.get());
      }
      return read;
    } catch (ExecutionException thrown) {
      throw unwrapped(thrown);
    } finally {
      started.forEach(Thread::interrupt);
    }
  }

  private static RuntimeException unwrapped(ExecutionException thrown) throws InterruptedException {
    return switch (thrown.getCause()) {
      case InterruptedException ended -> throw ended;
      case RuntimeException said -> said;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(thrown);
    };
  }

  <T> Fetched<T> await(String name, Future<Fetched<T>> future) {
    try {
      return future.get(remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      future.cancel(true);
      return Fetched.failed(overdue(name));
    } catch (InterruptedException ended) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return Fetched.failed(overdue(name));
    } catch (CancellationException ended) {
      return Fetched.failed(overdue(name));
    } catch (ExecutionException mistake) {
      Throwable cause = mistake.getCause();
      return Fetched.failed(bug(name, cause == null ? mistake : cause));
    }
  }

  /// Ends whatever is still under way, and whatever is started from now on.
  void end() {
    synchronized (threads) {
      ended = true;
      threads.forEach(Thread::interrupt);
    }
  }

  /// A collector that does not know that its run has ended may start more: it is ended at once.
  private void start(List<Thread> more) {
    synchronized (threads) {
      threads.addAll(more);
      more.forEach(Thread::start);
      if (ended) {
        more.forEach(Thread::interrupt);
      }
    }
  }

  private <T> Fetched<T> read(String name, Reading<T> reading) {
    try {
      conditions.faults().strike(name);
      return Fetched.known(reading.read());
    } catch (UnsupportedException cannotSay) {
      return Fetched.unsupported(cannotSay.reason());
    } catch (FailureException failed) {
      return Fetched.failed(failed.failure());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Fetched.failed(overdue(name));
    } catch (RuntimeException | StackOverflowError mistake) {
      return Fetched.failed(bug(name, mistake));
    } catch (OutOfMemoryError full) {
      return Fetched.failed(
          new Failure.Service(
              name
                  + ": the answer does not fit into memory; raise the heap with METTA_JAVA_OPTS=-Xmx…",
              Failure.Service.Retry.IS_USELESS));
    }
  }

  private Failure overdue(String name) {
    return new Failure.Service(
        name
            + ": not fetched within the run's deadline of "
            + Durations.print(deadline.limit())
            + "; the service is slow or does not answer: 'metta datadog doctor' asks it, and"
            + " --deadline gives it longer",
        Failure.Service.Retry.MAY_HELP);
  }

  private Failure bug(String name, Throwable mistake) {
    Redactor redactor = conditions.redactor();
    return new Failure.Bug(name + ": " + redactor.redact(String.valueOf(mistake)));
  }
}
