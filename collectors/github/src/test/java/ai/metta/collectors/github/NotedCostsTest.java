// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is noted of a topic's cost, and what follows for the next run.
final class NotedCostsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);
  private static final Cost LEFT = Cost.points(55);

  @TempDir private Path data;
  private Http http;
  private CostBook book;

  @BeforeEach
  void open() {
    Redactor redactor = new Redactor();
    http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            CLOCK,
            redactor,
            Optional.of(HttpCache.in(data, CLOCK)));
    book =
        new CostBook(
            new GithubApi(
                http,
                Endpoint.parse("http://127.0.0.1:1", redactor),
                URI.create("http://127.0.0.1:1/graphql"),
                GithubIdentity.Token.of(Secret.of(Collecting.TOKEN)),
                new Limits(CLOCK, 20)),
            DeploymentRule.none(),
            World.NOW);
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static Overview seen(String newestPull) {
    return BudgetTest.overview("a/b", newestPull);
  }

  private Cost of(Overview overview) {
    return book.of(overview, Topic.PULLS);
  }

  private Cost likely(Overview overview) {
    return book.likely(overview, Topic.PULLS, LEFT);
  }

  /// What was read is kept, so that two points are missing; after a change all of it is to be read.
  @Test
  void whatWasTooDearNeedsTheRestOrMoreThanItSpent() {
    Overview before = seen("2026-03-11T10:00:00Z");
    Overview after = seen("2026-03-11T11:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    assertThat(of(before)).isEqualTo(Cost.points(2));
    assertThat(of(after)).isEqualTo(Cost.points(32));
    assertThat(likely(before)).isEqualTo(LEFT);
    assertThat(likely(after)).isEqualTo(LEFT);
    assertThat(book.likely(after, Topic.PULLS, Cost.points(100))).isEqualTo(Cost.points(64));
  }

  @Test
  void whatWasTooDearTwiceWhileNothingChangedCostsBoth() {
    Overview before = seen("2026-03-11T10:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    book.noteLeast(before, Topic.PULLS, Cost.points(4), Cost.points(1));
    assertThat(of(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(37));
    assertThat(of(before)).isEqualTo(Cost.points(1));
  }

  /// It was finished from pages that the run before had read.
  @Test
  void whatIsFinishedLaterCostsWhatBothSpent() {
    Overview before = seen("2026-03-11T10:00:00Z");
    book.noteLeast(before, Topic.PULLS, Cost.points(30), Cost.points(2));
    book.note(before, Topic.PULLS, Cost.points(8));
    assertThat(of(before)).isEqualTo(Cost.NONE);
    assertThat(of(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(40));
    assertThat(likely(seen("2026-03-11T11:00:00Z"))).isEqualTo(Cost.points(40));
  }

  @Test
  void whatIsReadAnewCostsWhatThatTook() {
    book.noteLeast(seen("2026-03-11T10:00:00Z"), Topic.PULLS, Cost.points(30), Cost.points(2));
    Overview after = seen("2026-03-11T11:00:00Z");
    book.note(after, Topic.PULLS, Cost.points(38));
    assertThat(of(seen("2026-03-11T12:00:00Z"))).isEqualTo(Cost.points(38));
  }
}
