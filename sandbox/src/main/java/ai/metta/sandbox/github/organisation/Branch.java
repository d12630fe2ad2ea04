// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A branch other than the default one.
///
/// @param tips what its tip was, oldest first; never empty
/// @param deleted empty while it stands
public record Branch(String name, List<Commit> tips, Optional<Instant> deleted) {
  public Branch {
    tips = List.copyOf(tips);
  }

  public boolean existsAt(Instant now) {
    return tipAt(now).isPresent() && deleted.filter(at -> !at.isAfter(now)).isEmpty();
  }

  public Optional<Commit> tipAt(Instant now) {
    return tips.stream().filter(tip -> !tip.committed().isAfter(now)).reduce((_, last) -> last);
  }
}
