// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Whether the token has the permissions that metrics of a repository need, asked by one small
/// question each, side by side: one that is never answered hides no other.
record PermissionProbes(Fetch fetch, GithubConfig config, GithubApi api, Overview overview) {
  /// A question that is being asked.
  record Begun(String question, Part<String> answer) {
    /// Waits for the answer.
    Probe probe() {
      return Probe.of(question, answer.fetched());
    }
  }

  List<Begun> begin() {
    Begun record = record();
    Supplier<Boolean> hasRecord =
        () -> !(record.answer().fetched() instanceof Fetched.Unsupported<String>);
    List<Begun> begun = new ArrayList<>();
    begun.add(seen("pull_requests:read", overview.pulls(), hasRecord));
    begun.add(seen("issues:read", overview.issues(), hasRecord));
    begun.add(
        seen(
            "contents:read",
            overview.isEmpty() ? Optional.of("none") : overview.defaultBranch(),
            hasRecord));
    begun.add(asked("actions:read", "/actions/runs?per_page=1", hasRecord));
    if (!overview.head().isEmpty()
        && Stream.of(Topic.values()).anyMatch(lacking("checks:read", true))) {
      begun.add(
          asked(
              "checks:read", "/commits/" + overview.head() + "/check-runs?per_page=1", hasRecord));
    }
    if (config.deployments() instanceof DeploymentRule.Environment) {
      begun.add(asked("deployments:read", "/deployments?per_page=1", hasRecord));
    }
    begun.add(record);
    return begun;
  }

  /// @param hasRecord whether GitHub shows which changes bypassed a rule
  private Begun seen(String permission, Optional<?> glance, Supplier<Boolean> hasRecord) {
    return begun(
        permission,
        () -> {
          if (glance.isEmpty()) {
            throw new FailureException(
                new Failure.Credentials(
                    "the token does not show them: grant it \""
                        + permission
                        + "\""
                        + costs(permission, hasRecord.get())));
          }
          return "granted";
        });
  }

  private Begun asked(String permission, String path, Supplier<Boolean> hasRecord) {
    return begun(
        permission,
        () -> {
          try {
            return read(permission, path);
          } catch (FailureException refused) {
            throw refused.failure() instanceof Failure.Credentials(String said)
                ? new FailureException(
                    new Failure.Credentials(said + costs(permission, hasRecord.get())))
                : refused;
          }
        });
  }

  /// Without it there is an estimate.
  private Begun record() {
    String permission = "administration:read";
    return begun(
        permission,
        () -> {
          try {
            return read(permission, "/rulesets/rule-suites?time_period=day&per_page=1");
          } catch (FailureException refused) {
            if (refused.failure() instanceof Failure.Credentials && !api.limits().isClosed()) {
              throw new UnsupportedException(
                  "not granted: github.commits.force_merge_7d is estimated from today's rules");
            }
            throw refused;
          }
        });
  }

  private String read(String permission, String path) {
    api.needing("\"" + permission + "\"").get("/repos/" + overview.current() + path, _ -> false);
    return "granted";
  }

  private Begun begun(String permission, Fetch.Reading<String> reading) {
    String question = overview.repository() + ": " + permission;
    return new Begun(question, fetch.part(question, reading));
  }

  private String costs(String permission, boolean hasRecord) {
    return "; without it there is no "
        + String.join(", ", GithubMetrics.failingWithout(lacking(permission, hasRecord), config));
  }

  /// What cannot be read without a permission. Without a record, and under a classic branch rule in
  /// any case, forced merges are an estimate, from pull requests and the checks that are required.
  private Predicate<Topic> lacking(String permission, boolean hasRecord) {
    boolean isEstimatedBy =
        switch (permission) {
          case "pull_requests:read" -> !hasRecord || !overview.protection().isNone();
          case "checks:read" -> !overview.protection().checks().isEmpty();
          default -> false;
        };
    return topic -> topic.needs(permission, config) || (topic == Topic.RULES && isEstimatedBy);
  }
}
