// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.Optional;
import java.util.stream.Stream;

/// A field of runs that older servers may lack, and without which the others are still worth
/// having.
enum Field {
  COMPUTE_SECONDS("computeSeconds", "computeSeconds"),
  USER("user", "user|username"),
  RUN_INFO("runInfo", "runInfo|gpuCount|gpu"),
  SYSTEM_METRICS("systemMetrics", "systemMetrics");

  private final String word;

  /// Its own name and those of what is read in it.
  private final String names;

  Field(String word, String names) {
    this.word = word;
    this.names = names;
  }

  /// The field that goes with a name in the schema, its own or that of something in it.
  static Optional<Field> of(String name) {
    return Stream.of(values()).filter(field -> name.matches(field.names)).findFirst();
  }

  /// As the schema has it.
  String word() {
    return word;
  }
}
