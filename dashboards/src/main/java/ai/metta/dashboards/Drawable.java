// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

/// What a widget can show: series of a metric, or a formula over several.
public sealed interface Drawable permits Shown, Formula {
  /// The same as a formula.
  Formula formula();
}
