// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.Probe;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import java.util.List;
import java.util.Optional;

/// Whether the token has the permissions that metrics of a repository need, asked by one small
/// question each. Deployments are left out: what needs them is switched on by itself.
record PermissionProbes(GithubApi api, Overview overview) {

  List<Probe> all() {
    return List.of(
        seen("pull_requests:read", overview.pulls()),
        seen("issues:read", overview.issues()),
        seen("contents:read", overview.isEmpty() ? Optional.of("") : overview.defaultBranch()),
        asked("actions:read", "/actions/runs?per_page=1"),
        checks(),
        record());
  }

  private Probe seen(String permission, Optional<?> glance) {
    return glance.isPresent()
        ? granted(permission)
        : Probe.failed(
            question(permission),
            new Failure.Credentials(
                "the token does not show them" + costs(permission) + "; grant it " + permission));
  }

  private Probe asked(String permission, String path) {
    try {
      api.get("/repos/" + overview.current() + path, _ -> false);
      return granted(permission);
    } catch (FailureException refused) {
      return refused.failure() instanceof Failure.Credentials(String said)
          ? Probe.failed(question(permission), new Failure.Credentials(said + costs(permission)))
          : Probe.failed(question(permission), refused.failure());
    }
  }

  /// There is no small question for it: annotations are asked for by check.
  private Probe checks() {
    return Probe.skipped(
        question("checks:read"),
        "asked for where a run of an hour or more was cancelled; without it timeouts are counted by conclusion alone");
  }

  /// Without it there is an estimate.
  private Probe record() {
    String permission = "administration:read";
    Probe asked = asked(permission, "/rulesets/rule-suites?time_period=day&per_page=1");
    return asked.finding() instanceof Probe.Failed(Failure.Credentials _)
        ? Probe.doubtful(
            question(permission),
            "not granted: github.commits.force_merge_7d is estimated from today's rules")
        : asked;
  }

  private Probe granted(String permission) {
    return Probe.good(question(permission), "granted");
  }

  private String question(String permission) {
    return overview.repository() + ": " + permission;
  }

  private static String costs(String permission) {
    List<String> names =
        GithubMetrics.CATALOGUE.metrics().stream()
            .filter(metric ->
                metric
                    .source()
                    .flatMap(source -> source.permission())
                    .equals(Optional.of(permission)))
            .map(Metric::name)
            .toList();
    String more = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
    return "; without it there is no " + names.getFirst() + more;
  }
}
