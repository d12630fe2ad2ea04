// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.metric.Metric;

/// A template variable: what the reader of a dashboard may narrow it to.
///
/// @param name also the tag key that it stands for
/// @param preset the value chosen at first; `*` for all
/// @param within what the names of the metrics begin with that it narrows; empty for every metric
///   that has the key
public record Variable(String name, String preset, String within) {
  /// The environment, which every series carries.
  public static final Variable ENVIRONMENT = new Variable("env", "production", "");

  /// One that leaves all at first.
  public static Variable of(String name) {
    return new Variable(name, "*", "");
  }

  /// The same, for some metrics only.
  ///
  /// @param prefix what their names begin with
  public Variable within(String prefix) {
    return new Variable(name, preset, prefix);
  }

  /// The same, with another value at first.
  Variable beginningWith(String value) {
    return new Variable(name, value, within);
  }

  boolean narrows(Metric metric) {
    return metric.name().startsWith(within);
  }

  JsonTree json() {
    return JsonTree.object()
        .with("name", name)
        .with("prefix", name)
        .with("available_values", JsonTree.texts())
        .with("defaults", JsonTree.texts(preset));
  }
}
