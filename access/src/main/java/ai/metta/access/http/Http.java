// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.SystemReason;
import ai.metta.access.http.Sending.Restart;
import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The client for all services. An answer of any status is returned; what gave no answer in time,
/// or none that can be read, throws a [FailureException]. Safe for use by many threads.
///
/// Each try runs on a virtual thread of its own: an interrupt closes that thread's socket, which is
/// the only way to end a server that sends a byte now and then.
///
/// Proxies: Java's system properties (`https.proxyHost` and its kin); variables are not read.
public final class Http implements AutoCloseable {
  static {
    // Otherwise Java sends a POST a second time when the connection ends without an answer.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final Redactor redactor;
  private final Optional<HttpCache> cache;
  private final Sending sending;

  private Http(Redactor redactor, Optional<HttpCache> cache, Sending sending) {
    this.redactor = redactor;
    this.cache = cache;
    this.sending = sending;
  }

  /// A client that knows of no deadline yet.
  ///
  /// @param clock for the run's deadline and for waits that are given as a date
  public static Http of(
      HttpPolicy policy, InstantSource clock, Redactor redactor, Optional<HttpCache> cache) {
    return new Http(
        redactor,
        cache,
        new Sending(
            new Sending.Common(policy, clock), Optional.empty(), List.of(), Admission.free()));
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
    return redacting(request, () -> sending.exchange(request, reader, Restart.NEVER));
  }

  /// What is kept between runs; empty where nothing can be.
  public Optional<HttpCache> cache() {
    return cache;
  }

  /// Waits, as a service asked for before this request is sent again.
  ///
  /// @throws FailureException of the limit's kind, at once, where the wait would outlast the run
  public void await(Request request, Duration wait) {
    sending.await(request, wait);
  }

  /// Waits as between two tries of a request, for who sees in a whole answer that it is none.
  ///
  /// @param tried how often it was asked so far, from 1
  /// @return whether there is another try; at once where there is none, as after the last one, or
  ///   because the run would be over
  public boolean awaitNextTry(Request request, int tried) {
    return sending.awaitNextTry(request, tried);
  }

  /// The same after an answer that another client got: waits as that asks for.
  ///
  /// @throws FailureException where the service names a time that is too far away
  public boolean awaitNextTry(Request request, Head head, int tried) {
    return sending.awaitNextTry(request, head, tried);
  }

  /// Holds every request to this one's host back for so long, as the service asked for of all of
  /// them, this client's and those of all it was narrowed to. One that cannot wait until then is
  /// not sent, and fails as [#await] does.
  public void holdBack(Request request, Duration wait) {
    sending.holdBack(request, wait);
  }

  /// Sends nothing more to this request's host, not even what waits for its turn already: it all
  /// fails for this reason.
  public void shut(Request request, Failure reason) {
    sending.shut(request, reason);
  }

  /// The same client, whose requests all end by the deadline.
  public Http until(Instant deadline) {
    return new Http(redactor, cache, sending.until(deadline));
  }

  /// The same client, with so many requests under way at once at most; others wait for their turn.
  /// One that is narrowed so again takes a place of its own, and then one of this client's.
  public Http atOnce(int requests) {
    return new Http(redactor, cache, sending.atOnce(requests));
  }

  /// The same client, with the same places, whose requests go out only when they are let.
  public Http admittedBy(Admission decides) {
    return new Http(redactor, cache, sending.admittedBy(decides));
  }

  /// Counts a request that another client sends, where a service's own library does the asking:
  /// what a run costs its service is told together.
  public void alsoSent() {
    sending.usage().sent();
  }

  /// What this client and all it was narrowed to have used.
  public HttpUsage usage() {
    List<String> warnings = new ArrayList<>();
    cache.ifPresent(kept -> warnings.addAll(kept.warnings()));
    long quarantined = cache.map(HttpCache::quarantined).orElse(0L);
    return sending.usage().usage(quarantined, warnings.stream().map(redactor::redact).toList());
  }

  /// Ends what is still running.
  @Override
  public void close() {
    sending.close();
  }

  private Optional<HttpCache> cache(Request request) {
    return request.method() == Method.GET && request.caching() == Caching.VALIDATED
        ? cache
        : Optional.empty();
  }

  private Answer whole(Request request) {
    return sending.exchange(
        request,
        (head, body) -> new Answer(head.status(), head.headers(), body.readAllBytes()),
        Restart.ALLOWED);
  }

  private Answer validated(Request request, HttpCache cache) {
    Optional<CachedAnswer> kept = cache.find(request);
    Answer answer = whole(kept.map(entry -> entry.condition(request)).orElse(request));
    if (answer.status() == 304 && kept.isPresent()) {
      sending.usage().fromCache();
      return kept.get().answer(answer.headers());
    }
    if (CachedAnswer.isKeepable(answer) && !repeatsSecret(answer)) {
      cache.store(request, answer);
    }
    return answer;
  }

  private boolean repeatsSecret(Answer answer) {
    return redactor.finds(answer.text())
        || answer.headers().values().values().stream().anyMatch(redactor::finds);
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

  private interface Work<T> {
    T done();
  }

  private <T> T redacting(Request request, Work<T> work) {
    request.credential().ifPresent(who -> who.secrets().forEach(redactor::learn));
    try {
      return work.done();
    } catch (FailureException e) {
      Failure redacted = redactor.redact(e.failure());
      // The cause is left behind: its message may hold what ours may not.
      throw redacted.equals(e.failure()) ? e : new FailureException(redacted);
    }
  }
}
