// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree.Members;

/// A widget of any other type, written as it stands.
///
/// @param definition as Datadog's API takes it
public record Carried(Members definition, int height) implements Widget {
  @Override
  public Members definition(Page page) {
    return definition;
  }
}
