// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Comparison;
import ai.metta.dashboards.change.Document;
import ai.metta.metric.Failure;

/// What a push would do with one document.
public sealed interface Step {
  Document document();

  /// It is not there yet.
  record Create(Document document) implements Step {}

  /// It is there, and says the same.
  record Same(Document document, Live live) implements Step {}

  /// It is there, and is brought up to date.
  ///
  /// @param before what is live
  /// @param comparison without changes where only the mark or links are renewed
  record Update(Document document, Live live, Members before, Comparison comparison)
      implements Step {}

  /// Somebody edited it in Datadog since the last push, and a push would overwrite that.
  record Edited(Document document, Live live, Members before, Comparison comparison)
      implements Step {}

  /// It cannot be pushed.
  record Refused(Document document, Failure why) implements Step {}
}
