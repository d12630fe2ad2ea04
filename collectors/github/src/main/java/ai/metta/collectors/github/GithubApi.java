// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Caching;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How GitHub is asked, by REST and by GraphQL: who we are, what it costs, and what a refusal
/// means.
final class GithubApi {
  private static final int MOST_TRIES = 4;
  private static final int MOST_PAGES = 400;
  private static final long GUESSED_POINTS = 3;
  private static final String SEPARATOR = "\0";
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*\\brel=\"?next\"?");

  private final Http http;
  private final Endpoint rest;
  private final URI graphql;
  private final GithubIdentity identity;
  private final Limits limits;
  private final Patience patience;
  private final Share share;
  private final String permissions;

  GithubApi(
      Http http,
      Endpoint rest,
      URI graphql,
      GithubIdentity identity,
      Limits limits,
      Patience patience) {
    this(
        rest, http.atOnce(Places.ALL), graphql, identity, limits, patience, limits.unplanned(), "");
  }

  private GithubApi(
      Endpoint rest,
      Http http,
      URI graphql,
      GithubIdentity identity,
      Limits limits,
      Patience patience,
      Share share,
      String permissions) {
    this.http = http;
    this.rest = rest;
    this.graphql = graphql;
    this.identity = identity;
    this.limits = limits;
    this.patience = patience;
    this.share = share;
    this.permissions = permissions;
  }

  Limits limits() {
    return limits;
  }

  /// The same way in, by which nothing is asked from then on.
  GithubApi until(Instant end) {
    return new GithubApi(
        rest, http.until(end), graphql, identity, limits, patience, share, permissions);
  }

  /// The same way in, with so many requests at once of those that all may have.
  GithubApi atOnce(int requests) {
    return new GithubApi(
        rest, http.atOnce(requests), graphql, identity, limits, patience, share, permissions);
  }

  /// The same way in, for a reading of which is known what it needs.
  ///
  /// @param spent what it takes of the limits
  /// @param needed permissions, for messages
  GithubApi spending(Share spent, String needed) {
    return new GithubApi(rest, http, graphql, identity, limits, patience, spent, needed);
  }

  /// The same way in, for messages that name these permissions.
  GithubApi needing(String needed) {
    return spending(share, needed);
  }

  /// What may be missing where GitHub refuses and does not say: `"issues:read"`; empty text where
  /// that is not known.
  String permissions() {
    return permissions;
  }

  /// Tells what an answer cost; what was kept and still holds costs nothing.
  void count(Cost cost) {
    share.spend(cost);
  }

  /// The page of a list that an address leads to, and where the next one is.
  record RestPage(Json body, Optional<URI> next) {}

  URI at(String path) {
    return rest.at(path);
  }

  /// One document.
  ///
  /// @param keys which members of its objects matter
  Json get(String path, Predicate<String> keys) {
    return page(rest.at(path), keys).body();
  }

  /// One page. An unchanged one costs nothing of the limit.
  RestPage page(URI uri, Predicate<String> keys) {
    Request request = described(Request.get(uri)).cached(Caching.VALIDATED);
    Answer answer = send(request, Resource.CORE, () -> 1);
    count(answer.unchanged() ? Cost.NONE : Cost.requests(1));
    Refusals.check(request, answer, permissions);
    return new RestPage(parsed(request, answer, keys), next(uri, answer));
  }

  /// Every page from an address on.
  ///
  /// @throws FailureException as malformed where pages lead in a circle
  List<Json> pages(URI first, Predicate<String> keys) {
    return new Pages("GET " + first, MOST_PAGES)
        .all(token -> {
          RestPage page = page(token.map(URI::create).orElse(first), keys);
          return new Page<>(List.of(page.body()), page.next().map(URI::toString));
        });
  }

  /// Every item of a list, from its first page on, that stands under a name beside how many there
  /// are.
  ///
  /// @throws FailureException as malformed where pages lead in a circle, or items are missing
  List<Json> items(RestPage first, String name, Predicate<String> keys) {
    return new Pages(first.body().toString(), MOST_PAGES)
        .all(token -> {
          RestPage page = token.map(next -> page(URI.create(next), keys)).orElse(first);
          return new Page<>(
              page.body().at(name).unbroken().toList(),
              page.next().map(URI::toString),
              page.body().at("total_count").whole());
        });
  }

  /// What was kept of something that never changes, as it was answered to the same identity.
  ///
  /// @param key names it on this host
  Optional<List<String>> kept(String key) {
    return http.cache()
        .flatMap(cache -> cache.kept(name(key)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR)));
  }

  void keep(String key, List<String> values) {
    byte[] bytes = String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8);
    http.cache().ifPresent(cache -> cache.keep(name(key), bytes));
  }

  /// What never changes: read once ever, where it can be kept.
  List<String> once(String key, Supplier<List<String>> reading) {
    return kept(key)
        .orElseGet(() -> {
          List<String> read = reading.get();
          keep(key, read);
          return read;
        });
  }

  /// Of this host, and as we see it: another token may not see as much.
  private String name(String key) {
    return rest.base() + "\n" + identity.who() + "\n" + key;
  }

  /// What GitHub answers to a query; errors beside the data are in it.
  ///
  /// @param text that was asked, which says what it costs
  Answer query(String text, byte[] body) {
    Request request = described(Request.post(graphql, "application/json", body));
    return send(request, Resource.GRAPHQL, new Points(limits, text, pointsBefore(text)));
  }

  /// What a query takes: what it took the last time.
  ///
  /// @param before what it took in the last run; empty where it was never asked
  private record Points(Limits limits, String text, Optional<Long> before) implements Limits.Price {
    private Optional<Long> told() {
      return limits.usualPoints(text).or(() -> before);
    }

    @Override
    public long now() {
      return told().orElse(GUESSED_POINTS);
    }

    @Override
    public boolean isGuess() {
      return told().isEmpty();
    }
  }

  /// Takes a query that was never asked to cost what another did, which costs no less.
  void liken(String text, String other) {
    if (points(text).isEmpty()) {
      points(other).ifPresent(cost -> limits.learnPoints(text, cost));
    }
  }

  private Optional<Long> points(String text) {
    return limits.usualPoints(text).or(() -> pointsBefore(text));
  }

  private Optional<Long> pointsBefore(String text) {
    return kept(price(text))
        .map(written -> String.join("", written))
        .filter(written -> written.matches("\\d{1,9}"))
        .map(Long::valueOf);
  }

  void learnPoints(String text, long points) {
    if (!limits.usualPoints(text).equals(Optional.of(points))) {
      keep(price(text), List.of(Long.toString(points)));
    }
    limits.learnPoints(text, points);
  }

  private static String price(String text) {
    return "points of " + text;
  }

  /// Waits before a query is asked again whose answer was none; false where it is not to be.
  ///
  /// @param tried how often it was asked so far, from 1
  boolean awaitNextTry(int tried) {
    return http.awaitNextTry(Request.post(graphql, "application/json", new byte[0]), tried);
  }

  /// As whom we ask; no secret.
  String who() {
    return identity.who();
  }

  /// What is to be said, after all else, of a repository that is not there for us; may be empty
  /// text.
  String cannotSee(Repository repository) {
    return identity.cannotSee(repository);
  }

  URI graphql() {
    return graphql;
  }

  Optional<HttpCache> cache() {
    return http.cache();
  }

  /// Sends, waits where GitHub asks for it, along with all others where it asks that of all, and
  /// comes back once under a new token where the old one ran out. A token that is refused for good
  /// is not shown again: everything else fails at once.
  private Answer send(Request request, Resource resource, Limits.Price price) {
    Http admitted = http.admittedBy(limits.admission(share, resource, price));
    boolean renewed = false;
    for (int tried = 1; ; tried++) {
      Credential credential = identity.credential();
      Answer answer = admitted.send(request.as(credential));
      if (answer.status() == 401) {
        if (!renewed && identity.renew(credential)) {
          renewed = true;
          continue;
        }
        Failure refusal = Refusals.unknown(request, answer, identity.remedy());
        limits.close(refusal);
        http.shut(request, refusal);
        throw new FailureException(refusal);
      }
      Optional<Duration> wait = limits.patience(answer, tried);
      if (wait.isEmpty()) {
        return answer;
      }
      boolean forAll = Limits.isForAll(answer);
      if (forAll) {
        http.holdBack(request, wait.get());
      }
      if (tried == MOST_TRIES) {
        throw new FailureException(
            new Failure.RateLimit(
                Refusals.failure(request, answer, permissions).message(),
                Optional.of(limits.after(wait.get()))));
      }
      if (!forAll) {
        http.await(request, wait.get());
      }
    }
  }

  private Request described(Request request) {
    return patience
        .given(request)
        .repeated(Repeat.UNLESS_LIMITED)
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", "2022-11-28");
  }

  private static Json parsed(Request request, Answer answer, Predicate<String> keys) {
    return parsed(request.identity(), answer.body(), keys);
  }

  static Json parsed(String identity, byte[] body, Predicate<String> keys) {
    return new JsonReading(identity, JsonLimits.STANDARD)
        .bytes(body, parser -> Json.read(identity, parser, keys));
  }

  /// The next page, as given; never one on another host, which would get our token.
  private static Optional<URI> next(URI from, Answer answer) {
    Matcher link = NEXT.matcher(answer.headers().first("Link").orElse(""));
    if (!link.find()) {
      return Optional.empty();
    }
    URI next = from.resolve(link.group(1));
    if (!from.getAuthority().equals(next.getAuthority())
        || !from.getScheme().equals(next.getScheme())) {
      throw new FailureException(
          new Failure.Malformed("GET " + from + ": the next page is on another host"));
    }
    return Optional.of(next);
  }
}
