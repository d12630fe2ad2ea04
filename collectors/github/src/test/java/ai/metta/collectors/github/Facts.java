// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.GithubSnapshot.Commits;
import ai.metta.collectors.github.GithubSnapshot.Contributions;
import ai.metta.collectors.github.GithubSnapshot.Gates;
import ai.metta.collectors.github.GithubSnapshot.Issues;
import ai.metta.collectors.github.PullRequest.Review;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A repository's facts written by hand, evaluated at noon of 11 March 2026, a Wednesday. The
/// default branch is `main`; what is not given is empty. Instants are given as hours before.
final class Facts {
  static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  static final Person ADA = new Person("ada", Person.Kind.HUMAN);
  static final Person LIN = new Person("lin", Person.Kind.HUMAN);
  static final Person BOT = new Person("dependabot", Person.Kind.BOT);

  private final GithubConfig rules;
  private final List<PullRequest> pulls = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private final List<Contribution> contributions = new ArrayList<>();
  private final List<WorkflowRun> runs = new ArrayList<>();
  private final List<Branch> branches = new ArrayList<>();
  private final List<Issue> issues = new ArrayList<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private final Map<String, List<String>> files = new TreeMap<>();
  private Bypasses bypasses = new Bypasses.Recorded(List.of());
  private Set<Long> failedBefore = Set.of();
  private Set<Long> timeouts = Set.of();
  private Optional<String> defaultBranch = Optional.of("main");

  private Facts(GithubConfig rules) {
    this.rules = rules;
  }

  static Facts of() {
    return under(Map.of());
  }

  static Facts under(Map<String, String> settings) {
    return new Facts(GithubConfig.from(((Loaded.Good) loaded(settings)).settings()));
  }

  /// What is wrong with settings; the test fails where nothing is.
  static List<?> problems(Map<String, String> settings) {
    return ((Loaded.Bad) loaded(settings)).problems();
  }

  private static Loaded loaded(Map<String, String> settings) {
    Path nowhere = Path.of("target", "no-such-folder");
    return new SettingsLoader(
            GithubConfig.settings(), settings, Map.of(), Optional.empty(), nowhere, nowhere)
        .load();
  }

  GithubConfig rules() {
    return rules;
  }

  /// @param hours before [#NOW]; negative ones are after
  static Instant ago(double hours) {
    return NOW.minus(Duration.ofSeconds(Math.round(hours * 3600)));
  }

  Facts with(PullRequest... more) {
    pulls.addAll(List.of(more));
    return this;
  }

  Facts with(Commit... more) {
    commits.addAll(List.of(more));
    return this;
  }

  Facts with(Contribution... more) {
    contributions.addAll(List.of(more));
    return this;
  }

  Facts with(WorkflowRun... more) {
    runs.addAll(List.of(more));
    return this;
  }

  Facts with(Branch... more) {
    branches.addAll(List.of(more));
    return this;
  }

  Facts with(Issue... more) {
    issues.addAll(List.of(more));
    return this;
  }

  Facts with(Deployment... more) {
    deployments.addAll(List.of(more));
    return this;
  }

  Facts with(Gate... more) {
    gates.addAll(List.of(more));
    return this;
  }

  Facts with(Bypasses record) {
    bypasses = record;
    return this;
  }

  Facts timedOut(Long... ids) {
    timeouts = Set.of(ids);
    return this;
  }

  Facts withoutDefaultBranch() {
    defaultBranch = Optional.empty();
    return this;
  }

  Facts failedBefore(Long... ids) {
    failedBefore = Set.of(ids);
    return this;
  }

  Facts touching(String oid, String... paths) {
    files.put(oid, List.of(paths));
    return this;
  }

  Fetched<Pulls> pulls() {
    return Fetched.known(new Pulls(pulls, defaultBranch, rules));
  }

  private GithubSnapshot snapshot() {
    return new GithubSnapshot(
        Fetched.failed(new Failure.Service("not asked", Failure.Service.Retry.IS_USELESS)),
        pulls(),
        Fetched.<Collection<Branch>>known(branches),
        Fetched.known(new Commits(commits, rules)),
        Fetched.known(files),
        Fetched.known(new Contributions(contributions, rules)),
        Fetched.known(Month.whole(bypasses)),
        Fetched.failed(new Failure.Service("not asked", Failure.Service.Retry.IS_USELESS)),
        Fetched.known(new Runs(runs.stream().map(Attempts::of).toList(), "main")),
        Fetched.known(attempts(failedBefore)),
        Fetched.known(attempts(timeouts)),
        Fetched.known(new Gates(gates, rules)),
        Fetched.known(new Issues(issues, rules)),
        Fetched.known(deployments));
  }

  private Set<WorkflowRun.Attempt> attempts(Set<Long> ids) {
    return runs.stream()
        .filter(run -> ids.contains(run.id()))
        .map(WorkflowRun::asAttempt)
        .collect(Collectors.toSet());
  }

  Outcome outcome(String metric) {
    return GithubMetrics.CATALOGUE.emissions().stream()
        .filter(emission -> emission.metric().name().equals("github." + metric))
        .findFirst()
        .orElseThrow()
        .evaluate(snapshot(), NOW);
  }

  /// The one number of a metric without tags of its own.
  double value(String metric) {
    Map<String, Double> values = values(metric);
    assertThat(values).as(metric).containsOnlyKeys("");
    return values.values().iterator().next();
  }

  /// The numbers by tags.
  Map<String, Double> values(String metric) {
    Outcome outcome = outcome(metric);
    assertThat(outcome).as(metric).isInstanceOf(Outcome.Value.class);
    Map<String, Double> values = new TreeMap<>();
    for (Sample sample : ((Outcome.Value) outcome).samples()) {
      values.put(sample.tags().toString(), sample.value());
    }
    return values;
  }

  /// Whether there is honestly nothing to measure.
  boolean isAbsent(String metric) {
    return outcome(metric) instanceof Outcome.Absent;
  }

  /// A pull request in the making: opened by Ada ten hours ago from `topic`, into `main`, open.
  static PullRequest pull(long number) {
    return new PullRequest(
        number,
        Optional.of(ADA),
        false,
        ago(10),
        ago(1),
        Optional.empty(),
        Optional.empty(),
        "main",
        "topic-" + number,
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        List.of());
  }

  static Review review(double hoursAgo, String state, Person author) {
    return new Review(ago(hoursAgo), state, Optional.of(author));
  }

  static Commit commit(String oid, double hoursAgo, String subject) {
    return new Commit(oid, ago(hoursAgo), subject, "", 0, 0, 1, Optional.of(ADA), Optional.empty());
  }

  /// A run of workflow 1, `test`, on `main` by a push, of ten minutes.
  static WorkflowRun run(long id, double hoursAgo, String conclusion) {
    return new WorkflowRun(
        id,
        1,
        "test",
        ".github/workflows/test.yml",
        "push",
        "main",
        "sha-1",
        conclusion.isEmpty() ? Optional.empty() : Optional.of(conclusion),
        ago(hoursAgo),
        ago(hoursAgo),
        ago(hoursAgo).plus(Duration.ofMinutes(10)),
        1,
        "");
  }
}
