// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_7;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Outcome;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What entered the default branch against its rules: as GitHub recorded it, else merges held
/// against today's rules.
final class ForceMerges {
  private ForceMerges() {}

  static Outcome count(Month<Bypasses> bypasses, Instant asOf) {
    return bypasses.week(asOf, told -> count(told, asOf));
  }

  private static Outcome count(Bypasses bypasses, Instant asOf) {
    return switch (bypasses) {
      case Bypasses.Recorded(List<Instant> pushes) ->
          Outcome.count(pushes.stream().filter(Window.ending(asOf, DAYS_7)::contains).count());
      case Bypasses.Reconstructed rules ->
          switch (rules.pulls()) {
            case Fetched.Known<Pulls>(Pulls pulls) -> Outcome.count(against(rules, pulls, asOf));
            case Fetched.Unsupported<Pulls>(String reason) -> new Outcome.Unsupported(reason);
            case Fetched.Failed<Pulls>(Failure cause) -> new Outcome.Failed(cause);
          };
    };
  }

  private static long against(Bypasses.Reconstructed rules, Pulls pulls, Instant asOf) {
    return PullMetrics.merged(pulls, asOf)
        .filter(pulls::isOnDefault)
        .filter(pull -> breaks(pull, rules, pulls.rules()))
        .count();
  }

  private static boolean breaks(
      PullRequest pull, Bypasses.Reconstructed rules, GithubConfig config) {
    Instant merged = pull.merged().orElseThrow();
    // What a reviewer said last counts.
    Map<Optional<Person>, String> verdicts = new HashMap<>();
    pull.reviewsByOthers(config.bots()).stream()
        .filter(review -> !review.submitted().isAfter(merged))
        .filter(review -> !review.state().equals("COMMENTED"))
        .forEach(review -> verdicts.put(review.author(), review.state()));
    long approvals = verdicts.values().stream().filter("APPROVED"::equals).count();
    boolean unapproved = rules.approvals().filter(required -> approvals < required).isPresent();
    boolean unchecked = rules.checked().filter(pulls -> !pulls.contains(pull.number())).isPresent();
    return unapproved || unchecked;
  }
}
