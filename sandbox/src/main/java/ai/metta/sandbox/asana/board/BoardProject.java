// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import java.util.List;
import java.util.Optional;

/// A project.
///
/// @param status the word of its newest status update; empty where nobody wrote one
/// @param hasPriority whether its tasks have the custom field `Priority`
public record BoardProject(
    String gid,
    String name,
    Phase phase,
    Optional<String> status,
    List<String> sections,
    boolean hasPriority) {
  /// Where it is in its life.
  public enum Phase {
    UNDER_WAY,
    COMPLETED,
    ARCHIVED
  }

  public BoardProject {
    sections = List.copyOf(sections);
  }
}
