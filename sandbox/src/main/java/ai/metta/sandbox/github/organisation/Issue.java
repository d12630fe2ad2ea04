// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An issue's life.
public record Issue(
    long number,
    Optional<Account> author,
    String title,
    Instant opened,
    List<String> labels,
    Optional<Instant> closed) {
  public Issue {
    labels = List.copyOf(labels);
  }

  public boolean isOpenAt(Instant now) {
    return !opened.isAfter(now) && !isClosedAt(now);
  }

  public boolean isClosedAt(Instant now) {
    return closed.filter(at -> !at.isAfter(now)).isPresent();
  }

  public Instant touchedAt(Instant now) {
    return isClosedAt(now) ? closed.orElseThrow() : opened;
  }
}
