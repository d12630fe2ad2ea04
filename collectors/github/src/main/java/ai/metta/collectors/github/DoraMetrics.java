// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_30;
import static ai.metta.collectors.github.Lookback.DAYS_60;
import static ai.metta.collectors.github.Lookback.DAYS_7;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.GithubSnapshot.Commits;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Source;
import ai.metta.metric.Summary;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The four keys of DORA, once a rule says what a deployment is. Windows of 30 days, but for the
/// frequency: a week has too few deployments to take a median of.
final class DoraMetrics {
  static final Metric FREQUENCY =
      dora(
              "github.dora.deployment_frequency_7d",
              "Successful deployments in the last 7 days, a day")
          .noun("deployment")
          .window(DAYS_7)
          .across(SUM)
          .orientation(HIGHER_IS_BETTER);
  static final Metric LEAD_TIME =
      dora(
              "github.dora.lead_time_hours",
              "Median time from a merged pull request's first commit to the first successful deployment after its merge, of those merged in the last 60 days and deployed in the last 30")
          .unit(Unit.HOUR)
          .across(NEVER)
          .orientation(LOWER_IS_BETTER);
  static final Metric FAILURE_RATE =
      dora(
              "github.dora.change_failure_rate_pct",
              "Share of the deployments of the last 30 days that failed, or that a revert or hotfix followed before the next one")
          .unit(Unit.PERCENT)
          .across(NEVER)
          .orientation(LOWER_IS_BETTER);
  static final Metric RESTORE =
      dora(
              "github.dora.time_to_restore_hours",
              "Median time from a failed deployment of the last 60 days to the next successful one, of those restored in the last 30")
          .unit(Unit.HOUR)
          .across(NEVER)
          .orientation(LOWER_IS_BETTER);

  private static final String NONE = "nothing was deployed in the last 30 days";

  private DoraMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        emit(FREQUENCY)
            .from(GithubSnapshot::deployments)
            .value((all, asOf) -> week(all, asOf).filter(Deployment::succeeded).count() / 7.0),
        emit(LEAD_TIME)
            .from(GithubSnapshot::deployments)
            .and(facts -> whereDeployed(facts, facts.pulls()))
            .by(DoraMetrics::leadTime),
        emit(FAILURE_RATE)
            .from(GithubSnapshot::deployments)
            .and(facts -> whereDeployed(facts, facts.commits()))
            .by(DoraMetrics::failureRate),
        emit(RESTORE).from(GithubSnapshot::deployments).by(DoraMetrics::restore));
  }

  /// A part that says nothing of its own where nobody asked what was deployed: that it failed costs
  /// these metrics nothing then.
  private static <T> Fetched<T> whereDeployed(GithubSnapshot facts, Fetched<T> part) {
    return facts.deployments() instanceof Fetched.Unsupported<List<Deployment>>(String reason)
        ? Fetched.unsupported(reason)
        : part;
  }

  private static Stream<Deployment> week(List<Deployment> all, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return all.stream().filter(one -> week.contains(one.finished()));
  }

  private static Outcome leadTime(List<Deployment> all, Pulls pulls, Instant asOf) {
    if (pulls.defaultBranch().isEmpty() && !pulls.all().isEmpty()) {
      return new Outcome.Unsupported("the default branch is not known");
    }
    Window month = Window.ending(asOf, DAYS_30);
    Window deployable = Window.ending(asOf, DAYS_60);
    DoubleStream hours =
        pulls.all().stream()
            .filter(pulls::isOnDefault)
            .flatMap(pull ->
                pull
                    .merged()
                    .filter(deployable::contains)
                    .flatMap(merged -> firstWith(all, merged))
                    .stream()
                    .filter(deployed -> month.contains(deployed.finished()))
                    .map(deployed ->
                        hours(
                            pull.start(GithubConfig.CycleStart.FIRST_COMMIT), deployed.finished())))
            .mapToDouble(Double::doubleValue);
    return median(hours, "no merged pull request was deployed in the last 30 days");
  }

  private static Outcome failureRate(List<Deployment> all, Commits commits, Instant asOf) {
    List<Deployment> inOrder =
        all.stream().sorted(Comparator.comparing(Deployment::finished)).toList();
    Window month = Window.ending(asOf, DAYS_30);
    long deployed = 0;
    long bad = 0;
    for (int index = 0; index < inOrder.size(); index++) {
      Deployment one = inOrder.get(index);
      if (!month.contains(one.finished())) {
        continue;
      }
      Instant next =
          index + 1 < inOrder.size() && inOrder.get(index + 1).finished().isBefore(asOf)
              ? inOrder.get(index + 1).finished()
              : asOf;
      deployed++;
      if (!one.succeeded() || mended(commits, one.finished(), next)) {
        bad++;
      }
    }
    return deployed == 0 ? new Outcome.Absent(NONE) : Outcome.value(100.0 * bad / deployed);
  }

  private static boolean mended(Commits commits, Instant after, Instant until) {
    return commits.all().stream()
        .filter(commit -> commit.committed().isAfter(after) && !commit.committed().isAfter(until))
        .anyMatch(commit ->
            CommitMetrics.isHotfix(commit, commits.rules())
                || CommitMetrics.isRevert(commit, commits.rules()));
  }

  private static Outcome restore(List<Deployment> all, Instant asOf) {
    Window month = Window.ending(asOf, DAYS_30);
    Window known = Window.ending(asOf, DAYS_60);
    DoubleStream hours =
        all.stream()
            .filter(one -> !one.succeeded() && known.contains(one.started()))
            .flatMap(failed ->
                firstGood(all, failed.finished()).stream()
                    .filter(good -> month.contains(good.finished()))
                    .map(good -> hours(failed.finished(), good.finished())))
            .mapToDouble(Double::doubleValue);
    return median(hours, "no failed deployment was followed by a good one in the last 30 days");
  }

  /// One that had begun before a merge goes out without it.
  private static Optional<Deployment> firstWith(List<Deployment> all, Instant merged) {
    return all.stream()
        .filter(Deployment::succeeded)
        .filter(one -> !one.started().isBefore(merged))
        .min(Comparator.comparing(Deployment::finished));
  }

  private static Optional<Deployment> firstGood(List<Deployment> all, Instant after) {
    return all.stream()
        .filter(Deployment::succeeded)
        .filter(one -> one.finished().isAfter(after))
        .min(Comparator.comparing(Deployment::finished));
  }

  private static double hours(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 3_600_000.0;
  }

  private static Outcome median(DoubleStream hours, String reasonWhenNone) {
    return Summary.of(hours)
        .map(times -> Outcome.value(times.percentile(0.5)))
        .orElse(new Outcome.Absent(reasonWhenNone));
  }

  private static Metric dora(String name, String says) {
    return Metric.gauge(name)
        .says(says)
        .emitted(Emitted.OPTIONAL_ON)
        .window(DAYS_30)
        .history(History.DERIVABLE)
        .from(new Source("GraphQL repository.deployments", Optional.of("deployments:read")))
        .shownIn("DORA", 1);
  }
}
