// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// What Datadog will not take, whatever is tried.
///
/// @param name the metric, or the title of an event
/// @param tags of the series, joined by commas; empty where it has none
/// @param points how many were lost with it
/// @param reason in the server's words, without secrets
public record Rejected(String name, String tags, long points, String reason) {
  /// `metric{tags}: reason`
  public String text() {
    return name + (tags.isEmpty() ? "" : "{" + tags + "}") + ": " + reason;
  }
}
