// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import java.util.Optional;

/// One difference, as seen from the live document: what a push would do to it.
public sealed interface Change {
  Place place();

  /// Another value of a field.
  ///
  /// @param field its way within the widget or document: `requests[0].q`
  record Edited(Place place, String field, Optional<JsonTree> before, Optional<JsonTree> after)
      implements Change {}

  /// A widget that is not there yet.
  record Added(Place place, String type) implements Change {}

  /// A widget that would go.
  record Removed(Place place, String type) implements Change {}

  /// A widget elsewhere: in the grid, in the order, or in another group.
  record Moved(Place place, String before, String after) implements Change {}

  /// A widget of another width or height: `4 × 2`.
  record Resized(Place place, String before, String after) implements Change {}
}
