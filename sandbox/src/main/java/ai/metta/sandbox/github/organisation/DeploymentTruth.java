// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What is so of production deployments: DORA's four keys.
record DeploymentTruth(Repository repository, Instant at, Tally tally) {
  private static final Set<String> BAD = Set.of("FAILURE", "ERROR");

  /// A deployment that has come to an end.
  private record Ended(Deployment deployment, Instant finished, boolean good) {}

  void tell() {
    List<Ended> ended = ended();
    Days week = Days.endingAt(at, 7);
    Days month = Days.endingAt(at, 30);
    tally.put(
        "github.dora.deployment_frequency_7d",
        ended.stream().filter(one -> one.good() && week.holds(one.finished())).count() / 7.0);
    List<Double> lead = new ArrayList<>();
    repository.pulls().stream()
        .filter(pull -> repository.defaultBranch().filter(pull.base()::equals).isPresent())
        .forEach(pull ->
            pull.mergedBy(at)
                .flatMap(
                    merged -> firstGood(ended, one -> !one.deployment().created().isBefore(merged)))
                .filter(deployed -> month.holds(deployed.finished()))
                .ifPresent(
                    deployed -> lead.add(Tally.hours(firstCommit(pull), deployed.finished()))));
    tally.percentile("github.dora.lead_time_hours", lead, 0.5);
    List<Double> restored = new ArrayList<>();
    ended.stream()
        .filter(one -> !one.good())
        .forEach(failed ->
            firstGood(ended, one -> one.finished().isAfter(failed.finished()))
                .filter(good -> month.holds(good.finished()))
                .ifPresent(good -> restored.add(Tally.hours(failed.finished(), good.finished()))));
    tally.percentile("github.dora.time_to_restore_hours", restored, 0.5);
    failures(ended, month);
  }

  /// Those that failed, or that something was mended after before the next one ended.
  private void failures(List<Ended> ended, Days month) {
    List<Double> shares = new ArrayList<>();
    for (int index = 0; index < ended.size(); index++) {
      Ended one = ended.get(index);
      if (month.holds(one.finished())) {
        Instant next = index + 1 < ended.size() ? ended.get(index + 1).finished() : at;
        Days after = new Days(one.finished(), next);
        boolean mended =
            repository.commits().stream()
                .filter(commit -> commit.isOnDefaultAt(at))
                .filter(commit -> commit.nature() != Commit.Nature.ORDINARY)
                .anyMatch(commit -> after.holds(commit.committed()));
        shares.add(one.good() && !mended ? 0.0 : 100.0);
      }
    }
    tally.mean("github.dora.change_failure_rate_pct", shares);
  }

  /// In the order they ended.
  private List<Ended> ended() {
    return repository.deployments().stream()
        .filter(deployment -> deployment.environment().equals("production"))
        .flatMap(deployment ->
            deployment.statuses().stream()
                .filter(status -> !status.at().isAfter(at))
                .filter(status -> status.state().equals("SUCCESS") || BAD.contains(status.state()))
                .findFirst()
                .map(status -> new Ended(deployment, status.at(), status.state().equals("SUCCESS")))
                .stream())
        .sorted(Comparator.comparing(Ended::finished))
        .toList();
  }

  private static Optional<Ended> firstGood(List<Ended> ended, Predicate<Ended> wanted) {
    return ended.stream().filter(Ended::good).filter(wanted).findFirst();
  }

  private static Instant firstCommit(PullRequest pull) {
    Instant authored = pull.commits().getFirst().authored();
    return authored.isBefore(pull.opened()) ? authored : pull.opened();
  }
}
