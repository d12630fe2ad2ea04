// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.github.GraphQl.Question;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Window;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads what entered the default branch against its rules, and what rewrote it.
///
/// @param now by the clock of the run, which the service's periods end at
record BypassReader(GithubApi api, Overview overview, Instant now) {
  private static final Set<String> SUITES = Set.of("pushed_at", "timestamp");
  private static final Set<String> RULES =
      Set.of(
          "type",
          "parameters",
          "required_approving_review_count",
          "required_status_checks",
          "context");

  /// The best record that the token may read.
  ///
  /// @throws UnsupportedException where there are rules, and no way to see who bypassed them
  /// @param window as far back as it is needed
  /// @param pulls waited for where there is no record
  Month<Bypasses> read(Window window, Supplier<Fetched<Pulls>> pulls) {
    if (overview.isEmpty()) {
      return Month.whole(new Bypasses.Recorded(List.of()));
    }
    Month.require(window, now);
    return Month.before(now, read(window.from(), pulls));
  }

  private Bypasses read(Instant since, Supplier<Fetched<Pulls>> pulls) {
    String suites =
        "/rulesets/rule-suites?ref="
            + ref()
            + "&time_period=month&rule_suite_result=bypass&per_page=100";
    if (!overview.protection().isNone()) {
      // The record is of rulesets: it does not tell who bypassed a classic rule.
      return reconstructed(since, pulls.get());
    }
    try {
      return new Bypasses.Recorded(times(suites, "pushed_at"));
    } catch (FailureException refused) {
      if (!(refused.failure() instanceof Failure.Credentials) || api.limits().isClosed()) {
        throw refused;
      }
      return reconstructed(since, pulls.get());
    }
  }

  /// When the default branch was rewritten.
  Month<List<Instant>> forcePushes(Window window) {
    if (overview.isEmpty()) {
      return Month.whole(List.of());
    }
    Month.require(window, now);
    return Month.before(
        now,
        times(
            "/activity?ref=" + ref() + "&time_period=month&activity_type=force_push&per_page=100",
            "timestamp"));
  }

  private Bypasses reconstructed(Instant since, Fetched<Pulls> pulls) {
    URI rules =
        api.at(
            "/repos/"
                + overview.current()
                + "/rules/branches/"
                + encoded(branch())
                + "?per_page=100");
    List<Json> all =
        api.pages(rules, RULES::contains).stream().flatMap(page -> page.unbroken()).toList();
    Protection both = all.stream().map(Protection::ofRuleset).reduce(classic(), Protection::and);
    if (both.isUnseen()) {
      throw new UnsupportedException(
          "the default branch of "
              + overview.current()
              + " has rules of which GitHub does not tell who bypassed them");
    }
    return new Bypasses.Reconstructed(
        both.approvals(),
        both.checks().isEmpty() ? Optional.empty() : Optional.of(checked(since, both.checks())),
        pulls);
  }

  private Protection classic() {
    return overview.protection().isNone()
        ? Protection.classic(
            new GraphQl(api)
                .ask(Question.of(Document.BRANCH_RULE, overview.current()))
                .at("repository", "defaultBranchRef", "refUpdateRule"))
        : overview.protection();
  }

  private Set<Long> checked(Instant since, Set<String> required) {
    try {
      return new CheckReader(new GraphQl(api), overview, required).passed(since);
    } catch (FailureException refused) {
      if (refused.failure() instanceof Failure.Credentials(String said)
          && !api.limits().isClosed()) {
        throw new FailureException(
            new Failure.Credentials(
                said
                    + "; the estimate of forced merges needs \"checks:read\" and \"statuses:read\""
                    + " here, where checks are required"));
      }
      throw refused;
    }
  }

  private List<Instant> times(String path, String key) {
    return api.pages(api.at("/repos/" + overview.current() + path), SUITES::contains).stream()
        .flatMap(page -> page.unbroken())
        .map(item -> item.at(key).required(Json::time))
        .toList();
  }

  private String ref() {
    return encoded("refs/heads/" + branch());
  }

  private String branch() {
    return overview.branch();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
