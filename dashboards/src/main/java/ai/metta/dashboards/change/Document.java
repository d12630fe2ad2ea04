// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree.Members;
import java.util.Optional;

/// A dashboard or monitor as it should be.
///
/// @param name what it is found by, also after its title changed
/// @param laid what an overlay had a part in
/// @param agreed what was live when all of it was known here: see [Fingerprint#agreed]; empty where
///   that is not known
/// @param source where it is from
public record Document(
    String name, Members json, Laid laid, Optional<Fingerprint> agreed, Source source) {
  /// Where a document is from, which says what it follows.
  public enum Source {
    /// Code and overlays: what the last push left tells whether Datadog's is another since.
    GENERATED,
    /// A file that people write. Another checkout may have pushed another file since, so that only
    /// the file's own mark tells what its writer knew.
    FILE
  }

  /// A generated one without any overlay.
  public Document(String name, Members json) {
    this(name, json, Laid.NONE, Optional.empty());
  }

  /// A generated one.
  public Document(String name, Members json, Laid laid, Optional<Fingerprint> agreed) {
    this(name, json, laid, agreed, Source.GENERATED);
  }

  /// What a file says.
  public static Document ofFile(Kind kind, String name, Members json) {
    Optional<Fingerprint> agreed =
        Mark.on(kind, json).flatMap(Mark::pushed).filter(Fingerprint::tellsParts);
    return new Document(name, json, Laid.NONE, agreed, Source.FILE);
  }
}
