// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.List;
import java.util.Optional;

/// One page of a list.
///
/// @param next what asks for the page after it, as the service gave it; empty on the last
/// @param total how many items all pages have together, where the service says so
public record Page<T>(List<T> items, Optional<String> next, Optional<Long> total) {
  public Page {
    items = List.copyOf(items);
  }

  public Page(List<T> items, Optional<String> next) {
    this(items, next, Optional.empty());
  }
}
