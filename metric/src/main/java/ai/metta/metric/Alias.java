// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// Another name of some of a metric's series, emitted only where aliases are switched on.
///
/// @param name the other name
/// @param where the tags that its series carry under the metric's own name; under the other name
///   they carry none of them
/// @param instead the tags that they carry under the other name; none for a flat one
public record Alias(String name, Tags where, Tags instead) {

  /// As queries write it: `skypilot.jobs.failed`, `asana.projects{status:at_risk}`.
  public String text() {
    return instead.isEmpty() ? name : name + "{" + instead + "}";
  }
}
