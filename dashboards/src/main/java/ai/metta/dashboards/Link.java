// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;

/// A link of a widget's context menu.
///
/// @param text what the menu says
/// @param address with Datadog's variables, such as `{{repo.value}}`; another dashboard's is
///   `/dashboard/` and its slug
public record Link(String text, String address) {

  /// A link to another dashboard of ours.
  ///
  /// @param name the dashboard's
  /// @param query behind the address, such as `?tpl_var_area={{area.value}}`; empty for none
  public static Link toDashboard(String text, String name, String query) {
    return new Link(text, Dashboard.path(name) + query);
  }

  JsonTree json() {
    return JsonTree.object().with("label", text).with("link", address);
  }
}
