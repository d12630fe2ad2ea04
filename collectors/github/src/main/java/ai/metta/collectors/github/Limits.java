// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Admission;
import ai.metta.access.http.Answer;
import ai.metta.access.http.Headers;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// What GitHub still lets us ask, as its answers tell, and how long it wants us to wait. A server
/// without limits says nothing, or zero of zero; then nothing is held back. Safe for use by many
/// threads.
final class Limits {
  private static final Duration SECONDARY = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /// Bytes of an answer that says no more than that; in a longer one somebody may write of limits.
  private static final int LONGEST_REFUSAL = 4096;

  private static final Pattern WHOLE = Pattern.compile("\\d{1,15}");

  private final InstantSource clock;
  private final double reserveShare;

  /// From when on nobody waits for what is planned for others.
  private final Instant plansEnd;

  /// Of each resource the pool that was told of last, which is the one that requests draw on.
  private final Map<Resource, Quota> quotas = new EnumMap<>(Resource.class);

  /// What was told last of each pool.
  private final Map<Pool, Quota> pools = new HashMap<>();

  /// Those that an answer came from, whether or not it told anything.
  private final Set<Resource> heard = EnumSet.noneOf(Resource.class);

  /// What is under way, and in no answer yet.
  private final Map<Resource, Long> reserved = new EnumMap<>(Resource.class);

  /// What is planned, what matters most first.
  private final List<Share> shares = new ArrayList<>();

  private final Map<String, Long> points = new HashMap<>();
  private Optional<Failure> closed = Optional.empty();

  /// How far GitHub's clock, in whose time it says when a limit ends, is ahead of ours.
  private Duration ahead = Duration.ZERO;

  /// @param reservePercent share of each limit that is left to others
  /// @param plansEnd from when on whoever is there takes what there is, whatever is planned for
  ///   others: one that is slow or fails slowly may never come to it
  Limits(InstantSource clock, double reservePercent, Instant plansEnd) {
    this.clock = clock;
    this.reserveShare = reservePercent / 100;
    this.plansEnd = plansEnd;
  }

  Instant plansEnd() {
    return plansEnd;
  }

  /// The pools that GitHub counts apart.
  enum Resource {
    CORE,
    GRAPHQL;

    private String words() {
      return this == CORE ? "REST requests" : "GraphQL points";
    }
  }

  /// A pool of another size is another one, as an Enterprise account has beside a user's own: what
  /// is left of the one says nothing of the other.
  private record Pool(Resource resource, long limit) {}

  /// What was told of one pool.
  ///
  /// @param limit in an hour
  /// @param resetAt when `remaining` is `limit` again
  /// @param toldAt when that was said, by the same clock
  record Quota(long limit, long remaining, Instant resetAt, Instant toldAt) {
    /// An answer's reset may move by seconds, and never by as much as a period lasts.
    private boolean isOfPeriod(Instant otherReset) {
      return Duration.between(resetAt, otherReset).abs().compareTo(NEAR) < 0;
    }

    /// Whether it has come to its reset since; one that was past when it was told, by more than an
    /// answer's way, is of another clock, and says nothing.
    private boolean isReset(Instant now) {
      return !resetAt.isBefore(toldAt.minus(MOMENT)) && !now.isBefore(resetAt);
    }

    /// ` until 2026-03-18T14:00:00Z`; empty text where nobody said until when.
    private String until() {
      return resetAt.equals(Instant.EPOCH) ? "" : " until " + resetAt;
    }
  }

  /// Learns from an answer's headers.
  synchronized void observe(Resource asked, Headers headers) {
    heard.add(asked);
    Optional<Long> limit = whole(headers, "X-RateLimit-Limit");
    Optional<Long> remaining = whole(headers, "X-RateLimit-Remaining");
    if (limit.isEmpty() || remaining.isEmpty()) {
      return;
    }
    Instant reset =
        whole(headers, "X-RateLimit-Reset").map(Instant::ofEpochSecond).orElse(Instant.EPOCH);
    headers
        .first("Date")
        .flatMap(HttpDate::read)
        .filter(there -> isOfOneClock(there, reset))
        .ifPresent(there -> ahead = Duration.between(clock.instant(), there));
    switch (headers.first("X-RateLimit-Resource").orElse("").toLowerCase(Locale.ROOT)) {
      case "core" -> learn(Resource.CORE, limit.get(), remaining.get(), reset);
      case "graphql" -> learn(Resource.GRAPHQL, limit.get(), remaining.get(), reset);
      case "" -> learn(asked, limit.get(), remaining.get(), reset);
      default -> {
        // A pool that nothing here draws on.
      }
    }
  }

  /// A limit ends within the hour: anything else comes of two clocks, as behind some proxies.
  private static boolean isOfOneClock(Instant date, Instant reset) {
    return !reset.isBefore(date) && !reset.isAfter(date.plus(HOUR));
  }

  /// Learns what a pool holds.
  synchronized void learn(Resource resource, long limit, long remaining, Instant resetAt) {
    heard.add(resource);
    if (limit > 0) {
      Pool pool = new Pool(resource, limit);
      // Answers overtake one another: within an hour, the least is the latest.
      long least =
          Optional.ofNullable(pools.get(pool))
              .filter(known -> known.isOfPeriod(resetAt))
              .map(known -> Math.min(known.remaining(), remaining))
              .orElse(remaining);
      Quota told = new Quota(limit, least, resetAt, now());
      pools.put(pool, told);
      quotas.put(resource, told);
    }
  }

  /// A question after the limits themselves has told nothing of a pool that is not known now.
  synchronized void hearAnew() {
    heard.retainAll(quotas.keySet());
  }

  /// How much may still be used with the reserve left to others; empty where there is no limit.
  synchronized Optional<Long> allowance(Resource resource) {
    return Optional.ofNullable(quotas.get(resource))
        .map(this::current)
        .map(quota ->
            quota.remaining()
                - (long) Math.ceil(quota.limit() * reserveShare)
                - reserved.getOrDefault(resource, 0L))
        .map(left -> Math.max(0, left));
  }

  /// From its reset on a pool is full, until an answer says otherwise.
  private Quota current(Quota quota) {
    return quota.isReset(now())
        ? new Quota(quota.limit(), quota.limit(), quota.resetAt(), quota.toldAt())
        : quota;
  }

  /// Lets nothing through any more, for this reason.
  synchronized void close(Failure refusal) {
    closed = closed.or(() -> Optional.of(refusal));
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed.isPresent();
  }

  /// Plans what a reading will spend; whatever is planned after it matters less. It is to be ended.
  ///
  /// @param least what must be there for it to be begun
  /// @param likely what is kept from those that matter less
  synchronized Share plan(Cost least, Cost likely) {
    Share share = new Share(this, shares.size(), least, likely);
    shares.add(share);
    return share;
  }

  /// Of what comes before any plan.
  Share unplanned() {
    return new Share(this, 0, Cost.NONE, Cost.NONE);
  }

  /// What a request will take, as far as is known when that is asked.
  interface Price {
    /// Requests or points.
    long now();

    /// Whether nobody was ever told; then it may turn out to take less.
    default boolean isGuess() {
      return false;
    }
  }

  /// Lets requests of a pool out as long as more is left of it than the reserve, what is planned
  /// for what matters more, and what is under way. Each fails with a failure of the limit's kind
  /// where it is not, and with the reason for closing where that was done.
  Admission admission(Share share, Resource resource, Price price) {
    return new Admission() {
      private long taken;

      @Override
      public boolean admit() {
        synchronized (Limits.this) {
          taken = price.now();
          return Limits.this.admit(share, resource, taken, price.isGuess());
        }
      }

      @Override
      public void await(Duration atMost) throws InterruptedException {
        awaitWhile(() -> mustWait(share, resource, price.now()), atMost);
      }

      @Override
      public void ended(Optional<Headers> answered) {
        synchronized (Limits.this) {
          // One that nobody answers asks for the others no more than once.
          answered.ifPresentOrElse(
              headers -> observe(resource, headers), () -> heard.add(resource));
          settle(resource, taken);
        }
      }
    };
  }

  private synchronized boolean admit(Share share, Resource resource, long cost, boolean isGuess) {
    if (mustWait(share, resource, cost)) {
      return false;
    }
    if (closed.isPresent()) {
      throw new FailureException(closed.get());
    }
    if (isShort(resource, cost)) {
      share.lack(Cost.of(resource, isGuess ? 1 : cost));
      throw new FailureException(exhausted(resource, isGuess ? guessed(cost) : ""));
    }
    reserved.merge(resource, cost, Long::sum);
    return true;
  }

  /// Waits as long as somebody must: until others spend, end or are answered, or plans end.
  ///
  /// @param atMost no limit lasts longer than an hour, so that there is something new to ask by
  ///   then
  synchronized void awaitWhile(BooleanSupplier mustWait, Duration atMost)
      throws InterruptedException {
    Instant now = clock.instant();
    Instant end = now.plus(atMost.compareTo(HOUR) < 0 ? atMost : HOUR);
    while (now.isBefore(end) && mustWait.getAsBoolean()) {
      // By the time before the question: plans may have ended since, which nobody tells.
      Instant next = now.isBefore(plansEnd) && plansEnd.isBefore(end) ? plansEnd : end;
      wait(Math.max(1, Duration.between(now, next).toMillis()));
      now = clock.instant();
    }
  }

  /// Whether there is not enough now, and may be once others have ended: what matters more may need
  /// less than was planned, a page that did not change takes nothing, and a query may take less
  /// than was thought, as only their answers tell. Nobody waits for what matters less, so that
  /// somebody always goes on. Of a pool that nothing is known of, one request asks for all.
  synchronized boolean mustWait(Share share, Resource resource, long cost) {
    long planned = clock.instant().isBefore(plansEnd) ? plannedBefore(share, resource) : 0;
    long underWay = reserved.getOrDefault(resource, 0L);
    boolean isUnheard = underWay > 0 && !heard.contains(resource);
    return closed.isEmpty()
        && (isUnheard
            || (isShort(resource, cost + planned) && !isShort(resource, cost - underWay)));
  }

  private long plannedBefore(Share share, Resource resource) {
    return shares.stream()
        .limit(share.rank())
        .mapToLong(before -> before.outstanding(resource))
        .sum();
  }

  synchronized boolean isShort(Resource resource, long cost) {
    return allowance(resource).filter(left -> left < cost).isPresent();
  }

  /// From here on, what the answers say of the pool holds.
  private synchronized void settle(Resource resource, long cost) {
    reserved.merge(resource, -cost, Long::sum);
    notifyAll();
  }

  /// What a query cost the last time; empty before the first.
  synchronized Optional<Long> usualPoints(String query) {
    return Optional.ofNullable(points.get(query));
  }

  synchronized void learnPoints(String query, long cost) {
    points.put(query, cost);
    notifyAll();
  }

  private static String guessed(long points) {
    return "; what was to be asked next was never asked before, and is taken to cost " + points;
  }

  synchronized Failure exhausted(Resource resource) {
    return exhausted(resource, "");
  }

  /// @param more what else is to be said; may be empty text
  private Failure exhausted(Resource resource, String more) {
    Quota quota = quotas.get(resource);
    if (quota == null) {
      return new Failure.RateLimit("github: the rate limit is used up", Optional.empty());
    }
    return new Failure.RateLimit(
        "github: "
            + quota.remaining()
            + " of "
            + quota.limit()
            + " "
            + resource.words()
            + " are left"
            + quota.until()
            + ", and "
            + Math.round(reserveShare * 100)
            + " % are kept for others (github.reserve_percent)"
            + more,
        Optional.of(quota.resetAt()).filter(Instant.EPOCH::isBefore));
  }

  /// How long an answer asks us to wait before the same request; empty where it is no refusal for
  /// want of patience. A refusal that names no time means a minute, and twice as long each time it
  /// comes again.
  ///
  /// @param tried how often the request was sent so far
  Optional<Duration> patience(Answer answer, int tried) {
    Headers headers = answer.headers();
    boolean refuses = answer.status() == 403 || answer.status() == 429;
    if (!refuses && !isRefusedQuery(answer)) {
      return Optional.empty();
    }
    Optional<Duration> named =
        whole(headers, "Retry-After").map(Duration::ofSeconds).or(() -> date(headers));
    if (named.isPresent()) {
      return named;
    }
    if (isUsedUp(headers)) {
      return whole(headers, "X-RateLimit-Reset").map(Instant::ofEpochSecond).map(this::until);
    }
    boolean limited = answer.status() == 429 || isOfPace(answer);
    return limited ? Optional.of(SECONDARY.multipliedBy(1L << (tried - 1))) : Optional.empty();
  }

  /// Whether a refusal that [#patience] has a time for means whatever we ask, not one pool only.
  static boolean isForAll(Answer answer) {
    return answer.headers().first("Retry-After").isPresent() || !isUsedUp(answer.headers());
  }

  /// Whether a pool is empty; one of no size is none.
  static boolean isUsedUp(Headers headers) {
    return whole(headers, "X-RateLimit-Remaining").equals(Optional.of(0L))
        && !whole(headers, "X-RateLimit-Limit").equals(Optional.of(0L));
  }

  /// GraphQL may say in a success that it wants us to slow down, or that the pool is empty.
  private static boolean isRefusedQuery(Answer answer) {
    Headers headers = answer.headers();
    if (answer.status() != 200) {
      return false;
    }
    if (headers.first("Retry-After").isPresent()) {
      return answer.text().contains("\"errors\"");
    }
    return isUsedUp(headers)
        ? answer.text().contains("\"RATE_LIMITED\"")
        : answer.body().length <= LONGEST_REFUSAL
            && answer.text().contains("\"errors\"")
            && isOfPace(answer);
  }

  /// Whether it is said in words that too much was asked in a short time.
  private static boolean isOfPace(Answer answer) {
    return answer.text().toLowerCase(Locale.ROOT).contains("secondary rate limit");
  }

  /// When a wait that begins now is over.
  Instant after(Duration wait) {
    return clock.instant().plus(wait);
  }

  private static Optional<Long> whole(Headers headers, String name) {
    return headers
        .first(name)
        .map(String::strip)
        .filter(text -> WHOLE.matcher(text).matches())
        .map(Long::valueOf);
  }

  private Optional<Duration> date(Headers headers) {
    return headers.first("Retry-After").flatMap(HttpDate::read).map(this::until);
  }

  private Duration until(Instant then) {
    Duration left = Duration.between(now(), then);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// By GitHub's clock.
  private synchronized Instant now() {
    return clock.instant().plus(ahead);
  }
}
