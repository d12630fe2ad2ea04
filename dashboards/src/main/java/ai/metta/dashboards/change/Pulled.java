// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A live document as it is kept in a file: with the ids of its widgets, links by name, and a mark
/// that says what it was when it was pulled.
public final class Pulled {
  private Pulled() {}

  /// What the file of a live document says. One that had no mark keeps its own id, so that a push
  /// finds it.
  ///
  /// @param name of the file
  public static Members of(Kind kind, String name, Members live, Links links) {
    List<String> readOnly =
        kind == Kind.DASHBOARD ? DashboardFields.READ_ONLY : MonitorFields.READ_ONLY;
    Members json = links.byName(live.without(readOnly));
    for (String key : json.byKey().keySet()) {
      json = Normal.without(json, key, Null.NULL);
    }
    Optional<Mark> marked = Mark.on(kind, live);
    json = marked.isPresent() ? json : json.with("id", live.find("id"));
    Fingerprint now =
        Fingerprint.agreed(Content.of(kind, live, links), marked.flatMap(Mark::pushed));
    return new Mark(name, Optional.of(now)).putOn(kind, json);
  }

  /// Whether a file still says what it said when it was pulled; not where its mark does not tell.
  public static boolean isUntouched(Kind kind, Members file) {
    String whole = Content.of(kind, file, Links.NONE).fingerprint().whole();
    return Mark.on(kind, file)
        .flatMap(Mark::pushed)
        .filter(pulled -> pulled.whole().equals(whole))
        .isPresent();
  }

  /// `my_dashboard` of My Dashboard.
  public static String name(String title) {
    String name =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    return name.isEmpty() ? "dashboard" : name;
  }
}
