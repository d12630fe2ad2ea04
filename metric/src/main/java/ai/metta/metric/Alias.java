// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// Another name of some of a metric's series, emitted only where aliases are switched on.
///
/// @param name the other name
/// @param where the tags that its series carry under the metric's own name; none for all series
/// @param tagging what they carry under the other name
public record Alias(String name, Tags where, Tagging tagging) {

  /// What series carry under another name.
  public sealed interface Tagging {
    /// The tags that they carry under their own.
    record Same() implements Tagging {}

    /// These and no others, so that all of them are one series; none for a flat name.
    record Only(Tags tags) implements Tagging {}
  }

  /// The tags of a series under the other name.
  public Tags tagsOf(Tags own) {
    return switch (tagging) {
      case Tagging.Same() -> own;
      case Tagging.Only(Tags tags) -> tags;
    };
  }

  /// As queries write it: `skypilot.jobs.failed`, `asana.projects{status:at_risk}`.
  public String text() {
    return isTagged() ? name + "{" + tagsOf(Tags.none()) + "}" : name;
  }

  /// Whether it carries tags of its own.
  boolean isTagged() {
    return !tagsOf(Tags.none()).isEmpty();
  }
}
