// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree.Members;
import java.util.Optional;

/// A dashboard or monitor as it should be.
///
/// @param name what it is found by, also after its title changed: its file's name without `.json`
/// @param laid what an overlay had a part in
/// @param agreed what was live when all of it was known here: see [Fingerprint#agreed]; empty where
///   that is not known
public record Document(String name, Members json, Laid laid, Optional<Fingerprint> agreed) {
  /// Without any overlay.
  public Document(String name, Members json) {
    this(name, json, Laid.NONE, Optional.empty());
  }
}
