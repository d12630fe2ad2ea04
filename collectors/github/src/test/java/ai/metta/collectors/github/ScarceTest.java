// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Run after run of a simulated organisation whose repositories change all the time, with far less
/// to spare than reading all of it takes.
final class ScarceTest {
  private static final Instant AS_OF = Instant.parse("2026-03-18T14:25:07Z");
  private static final String BUSY = "metta-sandbox/arena";

  @TempDir Path data;

  private final GithubServer sandbox =
      GithubServer.start(GithubOptions.of(Organisation.of(3, AS_OF), InstantSource.fixed(AS_OF)));
  private final ScriptedGithub relay = ScriptedGithub.start().relaying(sandbox.endpoint());
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong points = new AtomicLong();
  private int runs;
  private boolean historyFails;

  @AfterEach
  void stop() {
    relay.close();
    sandbox.close();
  }

  /// A run in an hour of its own, of whose requests so many are to spare. All was pushed to since
  /// the one before.
  private Reported run(long toSpare) {
    runs++;
    long limit = toSpare * 5 / 4;
    requests.set(limit);
    points.set(5000);
    relay.answering(
        "GET /rate_limit",
        """
        {"resources":{"core":{"limit":%d,"remaining":%d,"reset":0},
         "graphql":{"limit":5000,"remaining":5000,"reset":0}}}\
        """
            .formatted(limit, limit));
    relay.disturbedBy((asked, reply) -> answer(asked, reply, limit));
    Reported reported =
        Collecting.at(AS_OF)
            .from(relay.endpoint())
            .with("github.organisation", "metta-sandbox")
            .knowing("GITHUB_TOKEN", "sandbox-github-token")
            .keeping(data)
            .run();
    assertThat(requests.get()).as("what is left to others").isGreaterThanOrEqualTo(limit - toSpare);
    return reported;
  }

  private Reply answer(Asked asked, Reply reply, long limit) {
    if (asked.kind().equals("GET /rate_limit")) {
      return reply;
    }
    if (asked.kind().startsWith("GET ")) {
      Reply tagged = ScriptedGithub.tagged(asked, reply);
      long left = tagged.status() == 304 ? requests.get() : requests.decrementAndGet();
      return told(tagged, limit, left);
    }
    if (historyFails && asked.kind().equals("Commits") && asked.repository().equals(BUSY)) {
      return Reply.json(502, "{}");
    }
    String head = "\"oid\":\"%040x\"".formatted(runs);
    return told(
        asked.kind().equals("Overview")
            ? Reply.ok(reply.body().replaceAll("\"oid\":\"[0-9a-f]{40}\"", head))
            : reply,
        5000,
        points.decrementAndGet());
  }

  private static Reply told(Reply reply, long limit, long left) {
    return reply
        .with("X-RateLimit-Limit", Long.toString(limit))
        .with("X-RateLimit-Remaining", Long.toString(left));
  }

  /// How many of those to spare the last run spent.
  private long spent(long toSpare) {
    return toSpare * 5 / 4 - requests.get();
  }

  /// Why metrics have no value, beside those of the repository whose history fails.
  private static Map<String, String> missing(Reported reported) {
    Map<String, String> missing = new TreeMap<>();
    reported
        .outcomes()
        .filter(one -> one.failed() && !one.scope().value("repo").equals(Optional.of(BUSY)))
        .forEach(one -> missing.put(one.metric() + " " + one.scope(), one.reason().orElse("")));
    return missing;
  }

  private static Map<String, Double> ofOthers(Reported reported) {
    Map<String, Double> values = new TreeMap<>(reported.values());
    values.keySet().removeIf(series -> series.contains(BUSY));
    return values;
  }

  /// It takes a hundred requests in all, of which half are to spare in each run.
  @Test
  void whatOneRunCannotAffordTheNextOnesDo() {
    run(48);
    assertThat(spent(48)).isEqualTo(48);
    run(48);
    assertThat(spent(48)).isEqualTo(48);
    assertThat(run(48).failed()).isEmpty();
  }

  /// What is kept for what follows the history is for others then, in the same run.
  @Test
  void aRepositoryThatFailsRunAfterRunCostsOnlyItselfHoweverLittleIsToSpare() {
    run(48);
    run(48);
    historyFails = true;
    Map<String, Double> first = Map.of();
    for (int again = 0; again < 3; again++) {
      Reported reported = run(48);
      assertThat(reported.failed()).contains("github.commits.total_7d");
      assertThat(missing(reported)).as("run %d", runs).isEmpty();
      assertThat(ofOthers(reported)).as("run %d", runs).isNotEmpty().containsAllEntriesOf(first);
      first = ofOthers(reported);
    }
  }

  /// All of it was read once, which took more than is to spare now.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasDearOnceIsKeptFromNobodyWhoNeedsIt(boolean fails) {
    Reported whole = run(4000);
    assertThat(whole.failed()).isEmpty();
    assertThat(spent(4000)).isGreaterThan(60);
    historyFails = fails;
    for (int again = 0; again < 2; again++) {
      Reported reported = run(30);
      assertThat(missing(reported)).as("run %d", runs).isEmpty();
      assertThat(reported.failed().isEmpty()).isEqualTo(!fails);
      assertThat(ofOthers(reported)).as("run %d", runs).isEqualTo(ofOthers(whole));
    }
  }
}
