// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A task's whole life.
///
/// @param subtype `default_task`, `milestone`, `approval`, or `section` for a row that is none
/// @param completed when it is done, be that past or future; empty for never
/// @param dueOn a day, beside `dueAt` where there is an hour
/// @param priority what was chosen; empty where nothing was
/// @param area what kind of trouble a bug is; empty where nobody said
public record BoardTask(
    String gid,
    String name,
    String subtype,
    Instant created,
    Optional<Instant> completed,
    Optional<LocalDate> dueOn,
    Optional<Instant> dueAt,
    Optional<String> priority,
    Optional<String> area,
    List<String> tags,
    List<Place> places) {

  /// Where it stands in a project.
  public record Place(String project, String section) {}

  public BoardTask {
    tags = List.copyOf(tags);
    places = List.copyOf(places);
  }

  /// Whether it is done by then.
  public boolean isDoneAt(Instant now) {
    return completed.filter(at -> !at.isAfter(now)).isPresent();
  }

  public boolean exists(Instant now) {
    return !created.isAfter(now);
  }

  public boolean isOpenAt(Instant now) {
    return exists(now) && !isDoneAt(now);
  }

  public boolean isIn(String project) {
    return places.stream().anyMatch(place -> place.project().equals(project));
  }

  /// Its first section in a project; empty text where it is not in it.
  public String sectionIn(String project) {
    return places.stream()
        .filter(place -> place.project().equals(project))
        .map(Place::section)
        .findFirst()
        .orElse("");
  }
}
