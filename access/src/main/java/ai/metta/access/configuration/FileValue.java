// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.util.List;
import java.util.Map;

/// A value as the file has it, before its kind is known.
sealed interface FileValue {
  record Scalar(String text) implements FileValue {}

  record Sequence(List<String> texts) implements FileValue {}

  record Pairs(Map<String, String> texts) implements FileValue {}

  /// Deeper than any setting goes.
  record Nested() implements FileValue {}
}
