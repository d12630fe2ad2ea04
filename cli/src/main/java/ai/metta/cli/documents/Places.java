// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.dashboards.change.Change;
import ai.metta.dashboards.change.Told;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where changes are, in words.
final class Places {
  private Places() {}

  /// By the titles of widgets; what is the document's own, as `the dashboard itself (description)`.
  ///
  /// @param kind `dashboard` or `monitor`
  static String inWords(Stream<Told> changes, String kind) {
    return changes
        .map(told -> inWords(told.change(), kind))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String inWords(Change change, String kind) {
    String place = change.place().text();
    return place.isEmpty() && change instanceof Change.Edited edited
        ? "the " + kind + " itself (" + edited.field().replaceFirst("[.\\[].*", "") + ")"
        : place;
  }
}
