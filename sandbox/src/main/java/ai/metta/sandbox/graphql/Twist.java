// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What goes wrong with the outermost lists of an answer.
public enum Twist {
  NONE,
  /// Every list holds a null.
  NULL_NODES,
  /// Every page leads to another, whose end is the first one's.
  CIRCLES,
  /// Every page but the first begins with the item the one before ended with.
  DUPLICATES;

  Connections.Page applied(Connections.Page page, List<?> all) {
    return switch (this) {
      case NONE -> page;
      case NULL_NODES -> {
        List<Object> shown = new ArrayList<>(page.shown());
        if (!shown.isEmpty()) {
          shown.set(0, Optional.empty());
        }
        yield new Connections.Page(shown, page.from(), page.until(), page.total(), false);
      }
      case CIRCLES ->
          new Connections.Page(page.shown(), page.from(), page.until(), page.total(), true);
      case DUPLICATES -> {
        List<Object> shown = new ArrayList<>(page.shown());
        if (page.from() > 0 && !shown.isEmpty()) {
          // The list seems to have moved on by one: what follows is as it was.
          shown.addFirst(all.get(page.from() - 1));
        }
        yield new Connections.Page(
            shown,
            page.from() - (shown.size() - page.shown().size()),
            page.until(),
            page.total(),
            false);
      }
    };
  }
}
