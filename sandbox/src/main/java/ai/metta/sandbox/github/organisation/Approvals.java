// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who agrees with a merge.
final class Approvals {
  private Approvals() {}

  /// How many people other than the author had approved when it was merged; what each said last
  /// counts.
  static int of(PullRequest pull) {
    Map<Optional<Account>, Review.State> verdicts = new LinkedHashMap<>();
    Instant merged = pull.closed().orElseThrow();
    for (Review review : pull.reviews()) {
      boolean counts =
          review.submitted().filter(at -> !at.isAfter(merged)).isPresent()
              && review.state() != Review.State.COMMENTED
              && !review.author().equals(pull.author())
              && review.author().map(account -> !account.isBot()).orElse(true);
      if (counts) {
        verdicts.put(review.author(), review.state());
      }
    }
    return (int) verdicts.values().stream().filter(Review.State.APPROVED::equals).count();
  }
}
