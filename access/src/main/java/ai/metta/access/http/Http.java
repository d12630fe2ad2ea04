// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.SystemReason;
import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The client for all services. An answer of any status is returned; what gave no answer in time,
/// or none that can be read, throws a [FailureException]. Safe for use by many threads.
///
/// Each try runs on a virtual thread of its own: an interrupt closes that thread's socket, which is
/// the only way to end a server that sends a byte now and then.
///
/// Proxies: Java's system properties (`https.proxyHost` and its kin); variables are not read.
public final class Http implements AutoCloseable {
  /// How long a stopped try may take to let go.
  private static final Duration LETTING_GO = Duration.ofMillis(250);

  static {
    // Otherwise Java sends a POST a second time when the connection ends without an answer.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final Shared shared;
  private final Optional<Instant> until;
  private final Optional<Semaphore> places;
  private final Admission admission;

  /// What a client and all it was narrowed to have in common.
  private record Shared(
      HttpPolicy policy,
      InstantSource clock,
      Redactor redactor,
      Optional<HttpCache> cache,
      UsageCounters usage,
      Set<Thread> running,
      Map<String, Instant> heldUntil,
      Map<String, Failure> shut) {}

  private Http(
      Shared shared, Optional<Instant> until, Optional<Semaphore> places, Admission admission) {
    this.shared = shared;
    this.until = until;
    this.places = places;
    this.admission = admission;
  }

  /// A client that knows of no deadline yet.
  ///
  /// @param clock for the run's deadline and for waits that are given as a date
  public static Http of(
      HttpPolicy policy, InstantSource clock, Redactor redactor, Optional<HttpCache> cache) {
    return new Http(
        new Shared(
            policy,
            clock,
            redactor,
            cache,
            new UsageCounters(),
            ConcurrentHashMap.newKeySet(),
            new ConcurrentHashMap<>(),
            new ConcurrentHashMap<>()),
        Optional.empty(),
        Optional.empty(),
        Admission.free());
  }

  /// The whole answer, in memory.
  public Answer send(Request request) {
    return redacting(
        request,
        () -> cache(request).map(kept -> validated(request, kept)).orElseGet(() -> whole(request)));
  }

  /// What the reader makes of the answer while it arrives. The reader is called once at most, so
  /// nothing is repeated after it has begun. An answer that is kept is read whole before.
  public <T> T read(Request request, BodyReader<T> reader) {
    if (cache(request).isPresent()) {
      Answer answer = send(request);
      return redacting(request, () -> fromMemory(request, answer, reader));
    }
    return redacting(request, () -> exchange(request, reader, Restart.NEVER));
  }

  /// What is kept between runs; empty where nothing can be.
  public Optional<HttpCache> cache() {
    return shared.cache;
  }

  /// Waits, as a service asked for before this request is sent again.
  ///
  /// @throws FailureException of the limit's kind, at once, where the wait would outlast the run
  public void await(Request request, Duration wait) {
    Instant then = shared.clock.instant().plus(wait);
    boolean outlasts = until.map(then::isAfter).orElse(false);
    if (outlasts || wait.compareTo(shared.policy.patience()) > 0) {
      throw new FailureException(
          new Failure.RateLimit(
              request.identity()
                  + ": the service listens again at "
                  + InWords.of(then)
                  + ", which is too long to wait",
              Optional.of(then)));
    }
    pause(request, wait);
  }

  /// Waits as between two tries of a request, for who sees in a whole answer that it is none.
  ///
  /// @param tried how often it was asked so far, from 1
  /// @return whether there is another try; at once where there is none, as after the last one, or
  ///   because the run would be over
  public boolean awaitNextTry(Request request, int tried) {
    Optional<Duration> wait =
        new Repetition(request, shared.policy, shared.clock, until).afterRefusal(tried);
    wait.ifPresent(delay -> pause(request, delay));
    return wait.isPresent();
  }

  /// Holds every request to this one's host back for so long, as the service asked for of all of
  /// them, this client's and those of all it was narrowed to. One that cannot wait until then is
  /// not sent, and fails as [#await] does.
  public void holdBack(Request request, Duration wait) {
    shared.heldUntil.merge(
        request.uri().getAuthority(),
        shared.clock.instant().plus(wait),
        (one, other) -> one.isAfter(other) ? one : other);
  }

  /// Sends nothing more to this request's host, not even what waits for its turn already: it all
  /// fails for this reason.
  public void shut(Request request, Failure reason) {
    shared.shut.putIfAbsent(request.uri().getAuthority(), reason);
  }

  /// The same client, whose requests all end by the deadline.
  public Http until(Instant deadline) {
    boolean earlier = until.map(deadline::isBefore).orElse(true);
    return earlier ? new Http(shared, Optional.of(deadline), places, admission) : this;
  }

  /// The same client, with so many requests under way at once at most; others wait for their turn.
  public Http atOnce(int requests) {
    return new Http(shared, until, Optional.of(new Semaphore(requests)), admission);
  }

  /// The same client, with the same places, whose requests go out only when they are let.
  public Http admittedBy(Admission decides) {
    return new Http(shared, until, places, decides);
  }

  /// What this client and all it was narrowed to have used.
  public HttpUsage usage() {
    List<String> warnings = new ArrayList<>();
    shared.cache.ifPresent(cache -> warnings.addAll(cache.warnings()));
    long quarantined = shared.cache.map(HttpCache::quarantined).orElse(0L);
    return shared.usage.usage(quarantined, warnings.stream().map(shared.redactor::redact).toList());
  }

  /// Ends what is still running.
  @Override
  public void close() {
    shared.running.forEach(Thread::interrupt);
  }

  private Optional<HttpCache> cache(Request request) {
    return request.method() == Method.GET && request.caching() == Caching.VALIDATED
        ? shared.cache
        : Optional.empty();
  }

  private Answer whole(Request request) {
    return exchange(
        request,
        (head, body) -> new Answer(head.status(), head.headers(), body.readAllBytes()),
        Restart.ALLOWED);
  }

  private Answer validated(Request request, HttpCache cache) {
    Optional<CachedAnswer> kept = cache.find(request);
    Answer answer = whole(kept.map(entry -> entry.condition(request)).orElse(request));
    if (answer.status() == 304 && kept.isPresent()) {
      shared.usage.fromCache();
      return kept.get().answer(answer.headers());
    }
    if (CachedAnswer.isKeepable(answer) && !repeatsSecret(answer)) {
      cache.store(request, answer);
    }
    return answer;
  }

  private boolean repeatsSecret(Answer answer) {
    return shared.redactor.finds(answer.text())
        || answer.headers().values().values().stream().anyMatch(shared.redactor::finds);
  }

  private static <T> T fromMemory(Request request, Answer answer, BodyReader<T> reader) {
    try {
      return reader.read(answer.head(), new ByteArrayInputStream(answer.body()));
    } catch (IOException e) {
      throw new FailureException(
          Breakage.malformed(request, "the answer cannot be read: " + SystemReason.of(e))
              .failure());
    }
  }

  private enum Restart {
    ALLOWED,
    NEVER
  }

  private interface Work<T> {
    T done();
  }

  private <T> T redacting(Request request, Work<T> work) {
    request.credential().ifPresent(who -> who.secrets().forEach(shared.redactor::learn));
    try {
      return work.done();
    } catch (FailureException e) {
      Failure redacted = shared.redactor.redact(e.failure());
      // The cause is left behind: its message may hold what ours may not.
      throw redacted.equals(e.failure()) ? e : new FailureException(redacted);
    }
  }

  private <T> T exchange(Request request, BodyReader<T> reader, Restart restart) {
    var repetition = new Repetition(request, shared.policy, shared.clock, until);
    for (int tried = 1; ; tried++) {
      var exchange = new Exchange<>(request, reader, shared.policy, shared.usage, admission);
      Duration wait;
      try {
        switch (attempt(exchange, request, repetition, tried)) {
          case Step.Done<T>(T value) -> {
            return value;
          }
          case Step.Again<T>(Duration asked) -> wait = asked;
        }
      } catch (Breakage breakage) {
        boolean mayRestart = restart == Restart.ALLOWED || !exchange.handedOver();
        wait =
            repetition
                .after(breakage, tried)
                .filter(_ -> mayRestart)
                .orElseThrow(() -> new FailureException(breakage.failure()));
      }
      pause(request, wait);
    }
  }

  private <T> Step<T> attempt(
      Exchange<T> exchange, Request request, Repetition repetition, int tried) throws Breakage {
    takePlace(request);
    try {
      awaitRelease(request);
      return inPlace(exchange, request, repetition, tried);
    } finally {
      places.ifPresent(Semaphore::release);
    }
  }

  private void takePlace(Request request) {
    if (places.isEmpty()) {
      return;
    }
    try {
      long wait = until.isEmpty() ? Long.MAX_VALUE : budget(request).left().toMillis();
      if (!places.get().tryAcquire(wait, TimeUnit.MILLISECONDS)) {
        throw new FailureException(service(request, "not sent: the run's deadline came before"));
      }
    } catch (InterruptedException e) {
      throw interrupted(request);
    }
  }

  private void awaitRelease(Request request) {
    String host = request.uri().getAuthority();
    Instant then = shared.heldUntil.get(host);
    while (then != null) {
      Duration wait = Duration.between(shared.clock.instant(), then);
      if (wait.isPositive()) {
        await(request, wait);
      }
      boolean _ = shared.heldUntil.remove(host, then);
      then = shared.heldUntil.get(host);
    }
    Failure reason = shared.shut.get(host);
    if (reason != null) {
      throw new FailureException(reason);
    }
  }

  private <T> Step<T> inPlace(
      Exchange<T> exchange, Request request, Repetition repetition, int tried) throws Breakage {
    Budget budget = budget(request);
    var task = new FutureTask<Step<T>>(() -> exchange.make(repetition, tried, budget.left()));
    Thread thread = Thread.ofVirtual().name("http").unstarted(task);
    shared.running.add(thread);
    try {
      thread.start();
      return task.get(budget.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stop(thread);
      throw new FailureException(timedOut(request, exchange, budget));
    } catch (InterruptedException e) {
      stop(thread);
      throw interrupted(request);
    } catch (ExecutionException e) {
      return rethrown(e);
    } finally {
      shared.running.remove(thread);
    }
  }

  private static <T> Step<T> rethrown(ExecutionException wrapped) throws Breakage {
    switch (Objects.requireNonNull(wrapped.getCause())) {
      case Breakage breakage -> throw breakage;
      case RuntimeException unforeseen -> throw unforeseen;
      case Error error -> throw error;
      default -> throw new IllegalStateException(wrapped);
    }
  }

  private static void stop(Thread thread) {
    thread.interrupt();
    try {
      boolean _ = thread.join(LETTING_GO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How long one try may take, and who says so.
  private record Budget(Duration left, String whose) {}

  private Budget budget(Request request) {
    if (until.isEmpty()) {
      return new Budget(request.timeout(), "");
    }
    Duration left = Duration.between(shared.clock.instant(), until.get());
    if (left.isNegative() || left.isZero()) {
      throw new FailureException(
          service(
              request, "not sent: the run's deadline " + InWords.of(until.get()) + " has passed"));
    }
    return left.compareTo(request.timeout()) < 0
        ? new Budget(left, " that were left of the run")
        : new Budget(request.timeout(), "");
  }

  private static Failure timedOut(Request request, Exchange<?> exchange, Budget budget) {
    String limit = InWords.of(budget.left());
    String what = exchange.handedOver() ? "no whole answer" : "no answer";
    return service(request, what + " after " + limit + " of " + limit + budget.whose());
  }

  private void pause(Request request, Duration wait) {
    try {
      shared.policy.pause().pause(wait);
    } catch (InterruptedException e) {
      throw interrupted(request);
    }
  }

  static FailureException interrupted(Request request) {
    Thread.currentThread().interrupt();
    return new FailureException(service(request, "interrupted: deadline"));
  }

  private static Failure service(Request request, String what) {
    return new Failure.Service(request.identity() + ": " + what, Retry.MAY_HELP);
  }
}
