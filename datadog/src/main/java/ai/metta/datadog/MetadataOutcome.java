// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.datadog.MetricMetadata.Change;
import ai.metta.metric.Failure;
import java.util.List;

/// What became of one metric's metadata.
public sealed interface MetadataOutcome {
  /// Datadog shows what is declared.
  record Same() implements MetadataOutcome {}

  /// Datadog shows something else, and was only asked.
  record Differs(List<Change> changes) implements MetadataOutcome {
    public Differs {
      changes = List.copyOf(changes);
    }
  }

  /// Datadog showed something else, and now shows what is declared.
  record Written(List<Change> changes) implements MetadataOutcome {
    public Written {
      changes = List.copyOf(changes);
    }
  }

  /// Datadog has not seen a point of it, and takes no metadata until it has.
  record Unseen() implements MetadataOutcome {}

  /// It could not be read or written.
  record Failed(Failure cause) implements MetadataOutcome {}

  /// The word for machines.
  default String word() {
    return switch (this) {
      case Same _ -> "same";
      case Differs _ -> "differs";
      case Written _ -> "written";
      case Unseen _ -> "unseen";
      case Failed _ -> "failed";
    };
  }

  /// The fields that differ, or did; none where nothing does.
  default List<Change> fields() {
    return switch (this) {
      case Differs(List<Change> changes) -> changes;
      case Written(List<Change> changes) -> changes;
      case Same _, Unseen _, Failed _ -> List.of();
    };
  }
}
