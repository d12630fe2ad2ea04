// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.net.URI;
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

/// How requests go out: when they are let and their turn has come, again where that may help, along
/// redirects, and never beyond the run's deadline. What is waited for before a request goes out is
/// no part of the time that it has for its answer.
///
/// @param until the run's deadline; empty where there is none
/// @param places how many requests are under way at once, of fewer clients one after another; none
///   where that is no matter
record Sending(
    Common common, Optional<Instant> until, List<Semaphore> places, Admission admission) {
  private static final int MOST_REDIRECTS = 5;

  /// How long a stopped try may take to let go.
  private static final Duration LETTING_GO = Duration.ofMillis(250);

  /// What a client and all it was narrowed to have in common.
  ///
  /// @param heldUntil by host, when it listens again
  /// @param shut by host, why nothing more is sent to it
  record Common(
      HttpPolicy policy,
      InstantSource clock,
      UsageCounters usage,
      Set<Thread> running,
      Map<String, Instant> heldUntil,
      Map<String, Failure> shut) {
    Common(HttpPolicy policy, InstantSource clock) {
      this(
          policy,
          clock,
          new UsageCounters(),
          ConcurrentHashMap.newKeySet(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>());
    }
  }

  enum Restart {
    ALLOWED,
    NEVER
  }

  Sending until(Instant deadline) {
    boolean earlier = until.map(deadline::isBefore).orElse(true);
    return earlier ? new Sending(common, Optional.of(deadline), places, admission) : this;
  }

  Sending atOnce(int requests) {
    List<Semaphore> narrower = new ArrayList<>();
    narrower.add(new Semaphore(requests, true));
    narrower.addAll(places);
    return new Sending(common, until, List.copyOf(narrower), admission);
  }

  Sending admittedBy(Admission decides) {
    return new Sending(common, until, places, decides);
  }

  /// Lets no request to this one's host out before that time.
  void holdBack(Request request, Duration wait) {
    common.heldUntil.merge(
        request.uri().getAuthority(),
        common.clock.instant().plus(wait),
        (one, other) -> one.isAfter(other) ? one : other);
  }

  void shut(Request request, Failure reason) {
    common.shut.putIfAbsent(request.uri().getAuthority(), reason);
  }

  /// Ends what is still running.
  void close() {
    common.running.forEach(Thread::interrupt);
  }

  UsageCounters usage() {
    return common.usage;
  }

  /// What the reader makes of the answer to the request, which is sent as often as helps.
  <T> T exchange(Request request, BodyReader<T> reader, Restart restart) {
    Repetition repetition = repetition(request);
    for (int tried = 1; ; tried++) {
      var exchange = new Exchange<>(request, reader, common.policy, common.usage, admission);
      Duration wait;
      try {
        switch (along(exchange, request, repetition, tried)) {
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

  /// One try, along its redirects.
  private <T> Step.Last<T> along(
      Exchange<T> exchange, Request request, Repetition repetition, int tried) throws Breakage {
    URI uri = request.uri();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      URI asked = uri;
      Hop<T> hop = left -> exchange.make(asked, repetition, tried, left);
      switch (whenLet(request, exchange, hop)) {
        case Step.Elsewhere<T>(URI to) -> uri = to;
        case Step.Last<T> last -> {
          return last;
        }
      }
    }
    throw new Breakage(
        Breakage.Kind.FINAL,
        new Failure.Service(
            request.identity()
                + ": the server answers with redirects alone, of which "
                + MOST_REDIRECTS
                + " were followed; is the address right?",
            Retry.IS_USELESS));
  }

  /// A request to one address.
  private interface Hop<T> {
    /// @param left how long it may take
    Step<T> made(Duration left) throws Breakage;
  }

  /// Whoever waits to be let takes no place from those who are.
  private <T> Step<T> whenLet(Request request, Exchange<T> exchange, Hop<T> hop) throws Breakage {
    while (true) {
      List<Semaphore> taken = new ArrayList<>();
      try {
        for (Semaphore place : places) {
          take(place, request);
          taken.add(place);
        }
        awaitRelease(request);
        Budget budget = budget(request);
        if (admission.admit()) {
          return inPlace(request, exchange, hop, budget);
        }
      } finally {
        taken.forEach(Semaphore::release);
      }
      awaitAdmission(request);
    }
  }

  private void take(Semaphore place, Request request) {
    try {
      if (!place.tryAcquire(untilDeadline(request).toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooLate(request);
      }
    } catch (InterruptedException e) {
      throw interrupted(request);
    }
  }

  private void awaitAdmission(Request request) {
    try {
      admission.await(untilDeadline(request));
    } catch (InterruptedException e) {
      throw interrupted(request);
    }
  }

  private void awaitRelease(Request request) {
    String host = request.uri().getAuthority();
    Instant then = common.heldUntil.get(host);
    while (then != null) {
      Duration wait = Duration.between(common.clock.instant(), then);
      if (wait.isPositive()) {
        await(request, wait);
      }
      boolean _ = common.heldUntil.remove(host, then);
      then = common.heldUntil.get(host);
    }
    Failure reason = common.shut.get(host);
    if (reason != null) {
      throw new FailureException(reason);
    }
  }

  private <T> Step<T> inPlace(Request request, Exchange<T> exchange, Hop<T> hop, Budget budget)
      throws Breakage {
    var task = new FutureTask<Step<T>>(() -> hop.made(budget.left()));
    Thread thread = Thread.ofVirtual().name("http").unstarted(task);
    common.running.add(thread);
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
      common.running.remove(thread);
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

  /// How long one request may take, and who says so.
  private record Budget(Duration left, String whose) {}

  private Budget budget(Request request) {
    Duration left = untilDeadline(request);
    return left.compareTo(request.timeout()) < 0
        ? new Budget(left, " that were left of the run")
        : new Budget(request.timeout(), request.timeoutReason());
  }

  /// @throws FailureException where nothing is left
  private Duration untilDeadline(Request request) {
    if (until.isEmpty()) {
      return Duration.ofMillis(Long.MAX_VALUE);
    }
    Duration left = Duration.between(common.clock.instant(), until.get());
    if (left.isNegative() || left.isZero()) {
      throw new FailureException(
          service(
              request, "not sent: the run's deadline " + InWords.of(until.get()) + " has passed"));
    }
    return left;
  }

  private static FailureException tooLate(Request request) {
    return new FailureException(service(request, "not sent: the run's deadline came before"));
  }

  private static Failure timedOut(Request request, Exchange<?> exchange, Budget budget) {
    String limit = InWords.of(budget.left());
    String what = exchange.handedOver() ? "no whole answer" : "no answer";
    return service(request, what + " after " + limit + " of " + limit + budget.whose());
  }

  /// As a service asked for.
  void await(Request request, Duration wait) {
    Instant then = common.clock.instant().plus(wait);
    boolean outlasts = until.map(then::isAfter).orElse(false);
    if (outlasts || wait.compareTo(common.policy.patience()) > 0) {
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

  boolean awaitNextTry(Request request, int tried) {
    return hasWaited(request, repetition(request).afterRefusal(tried));
  }

  boolean awaitNextTry(Request request, Head head, int tried) {
    return hasWaited(request, repetition(request).after(head, tried));
  }

  private boolean hasWaited(Request request, Optional<Duration> wait) {
    wait.ifPresent(delay -> pause(request, delay));
    return wait.isPresent();
  }

  private Repetition repetition(Request request) {
    return new Repetition(request, common.policy, common.clock, until);
  }

  private void pause(Request request, Duration wait) {
    try {
      common.policy.pause().pause(wait);
    } catch (InterruptedException e) {
      throw interrupted(request);
    }
  }

  private static FailureException interrupted(Request request) {
    Thread.currentThread().interrupt();
    return new FailureException(service(request, "interrupted: deadline"));
  }

  private static Failure service(Request request, String what) {
    return new Failure.Service(request.identity() + ": " + what, Retry.MAY_HELP);
  }
}
