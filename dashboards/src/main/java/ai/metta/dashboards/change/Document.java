// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree.Members;

/// A dashboard or monitor as it should be.
///
/// @param name what it is found by, also after its title changed: its file's name without `.json`
/// @param laid what an overlay had a part in
public record Document(String name, Members json, Laid laid) {
  /// Without any overlay.
  public Document(String name, Members json) {
    this(name, json, Laid.NONE);
  }
}
