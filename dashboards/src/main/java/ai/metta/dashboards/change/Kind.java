// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

/// What a document describes. The two differ in what Datadog adds to them, and in where their mark
/// stands.
public enum Kind {
  DASHBOARD("dashboard"),
  MONITOR("monitor");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
