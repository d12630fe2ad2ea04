// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An issue; pull requests are none.
record Issue(long number, Instant created, Optional<Instant> closed, List<String> labels) {
  Issue {
    labels = List.copyOf(labels);
  }

  boolean isOpenAt(Instant instant) {
    return !created.isAfter(instant) && closed.map(end -> end.isAfter(instant)).orElse(true);
  }
}
