// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Conditions;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.metric.Metric;
import ai.metta.metric.Tag;
import ai.metta.metric.Tags;
import ai.metta.sandbox.github.Fault;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.Route;
import ai.metta.sandbox.github.Strike;
import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.truth.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector against a simulated organisation, whose own truth every value is compared with.
final class SandboxTest {
  private static final Instant AS_OF = Instant.parse("2026-03-18T14:25:07Z");
  private static final String BUSY = "metta-sandbox/arena";

  /// Whose branch is protected by a classic rule.
  private static final String CLASSIC = "metta-sandbox/handbook";

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void everyValueIsWhatIsSo(long seed) {
    try (GithubServer server = served(seed)) {
      Map<String, Map<Series, Double>> told = told(run(server));
      Map<String, Map<Series, Double>> truth = new TreeMap<>();
      server
          .truth(AS_OF)
          .repositories()
          .forEach((repository, values) -> truth.put(repository, written(values)));
      assertThat(told.keySet()).as("seed %d", seed).isEqualTo(truth.keySet());
      truth.forEach((repository, values) -> {
        Map<Series, Double> ofIt = told.getOrDefault(repository, Map.of());
        assertThat(ofIt.keySet())
            .as("seed %d: what is told of %s", seed, repository)
            .containsExactlyInAnyOrderElementsOf(values.keySet());
        assertThat(off(ofIt, values)).as("seed %d: %s", seed, repository).isEmpty();
      });
    }
  }

  @Test
  void theTruthKnowsEveryMetric() {
    Set<String> known =
        Organisation.of(1, AS_OF).truth(AS_OF).repositories().values().stream()
            .flatMap(values -> values.keySet().stream().map(Series::metric))
            .collect(Collectors.toSet());
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            GithubMetrics.CATALOGUE.metrics().stream().map(Metric::name).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void forcedMergesAreEstimatedForWhoMayNotSeeTheRecord(long seed) {
    try (GithubServer server = served(seed)) {
      server.fail(Strike.always(Fault.MISSING_PERMISSION).at(Route.RULE_SUITES));
      Map<String, Map<Series, Double>> told = told(run(server));
      Map<String, Double> estimates = server.truth(AS_OF).estimatedForceMerges();
      assertThat(estimates).containsOnlyKeys(BUSY, CLASSIC);
      estimates.forEach((repository, forced) ->
          assertThat(told.getOrDefault(repository, Map.of()))
              .as("seed %d: %s", seed, repository)
              .containsEntry(new Series("github.commits.force_merge_7d", new TreeMap<>()), forced));
    }
  }

  /// Values that are not, to nine digits, what they should be, beside what that is.
  private static Map<Series, String> off(Map<Series, Double> told, Map<Series, Double> truth) {
    Map<Series, String> off = new TreeMap<>();
    truth.forEach((series, value) -> {
      double said = told.getOrDefault(series, Double.NaN);
      if (!(Math.abs(said - value) <= 1e-9 * Math.max(1, Math.abs(value)))) {
        off.put(series, said + " is told, and " + value + " is so");
      }
    });
    return off;
  }

  /// Under tags as they are written: in lower case, without spaces, and nobody by a mail address.
  private static Map<Series, Double> written(Map<Series, Double> values) {
    Map<Series, Double> written = new TreeMap<>();
    values.forEach((series, value) -> {
      SortedMap<String, String> tags = new TreeMap<>();
      series
          .tags()
          .forEach((key, text) ->
              tags.put(
                  key,
                  text.contains("@")
                      ? "contributor-" + Secret.of(text).fingerprint().substring(0, 8)
                      : new Tag(key, text).value()));
      written.put(new Series(series.metric(), tags), value);
    });
    return written;
  }

  private static GithubServer served(long seed) {
    return GithubServer.start(
        GithubOptions.of(Organisation.of(seed, AS_OF), InstantSource.fixed(AS_OF)));
  }

  /// By repository; the run's own tags and its metrics about itself are left out.
  private static Map<String, Map<Series, Double>> told(Run.Result result) {
    Map<String, Map<Series, Double>> told = new TreeMap<>();
    result.series().stream()
        .filter(series -> series.metric().startsWith("github."))
        .forEach(series -> {
          SortedMap<String, String> tags = new TreeMap<>();
          series.tags().all().stream()
              .filter(tag -> !Set.of("repo", "env", "source").contains(tag.key()))
              .forEach((Tag tag) -> tags.put(tag.key(), tag.value()));
          told.computeIfAbsent(series.tags().value("repo").orElse(""), _ -> new TreeMap<>())
              .put(new Series(series.metric(), tags), series.points().getFirst().value());
        });
    return told;
  }

  private static Run.Result run(GithubServer server) {
    GithubCollector collector = new GithubCollector();
    Map<String, String> settings =
        Map.of(
            "github.api_url", server.endpoint().toString(),
            "github.organisation", "metta-sandbox",
            "github.deployments", "environment:production");
    Map<String, String> environment = Map.of("GITHUB_TOKEN", "sandbox-github-token");
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                collector.profile().settings(),
                settings,
                environment,
                Optional.empty(),
                nowhere,
                nowhere)
            .load();
    InstantSource clock = InstantSource.fixed(AS_OF);
    Redactor redactor = new Redactor();
    Conditions conditions =
        new Conditions(
            clock,
            ((Loaded.Good) loaded).settings(),
            Secrets.in(environment, Optional.empty(), redactor),
            () ->
                Http.of(
                    HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}).trying(2),
                    clock,
                    redactor,
                    Optional.empty()),
            redactor,
            PartFaults.none());
    Plan plan = Plan.standard("test", AS_OF, Tags.of("env", "test")).within(Duration.ofMinutes(5));
    return new Runner(conditions).run(List.of(collector), plan).results().getFirst();
  }
}
