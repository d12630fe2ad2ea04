// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Failure;
import ai.metta.metric.Tags;
import java.util.Optional;

/// What a row of the health grid came to.
public sealed interface Figure {
  HealthRow row();

  /// There is a number.
  ///
  /// @param raw in the unit of the row's metric
  /// @param fom from 0 to 1
  /// @param of the series that it is of, where the worst one counts; none where series combine
  record Known(HealthRow row, double raw, double fom, Tags of) implements Figure {}

  /// There is none, so that the cell is grey.
  ///
  /// @param cause what failed; empty where nothing did
  record Unknown(HealthRow row, String reason, Optional<Failure> cause) implements Figure {}

  /// It could only be known when it was the present: whoever measured it then knows, and this run
  /// does not.
  record Gone(HealthRow row, String reason) implements Figure {}
}
