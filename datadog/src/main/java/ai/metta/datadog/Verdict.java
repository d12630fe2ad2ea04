// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import java.util.Optional;

/// What the intake said of a payload.
sealed interface Verdict {
  /// It is taken.
  ///
  /// @param complaint what it said of it all the same; empty where it was content
  record Delivered(Optional<String> complaint) implements Verdict {}

  /// Half of it may pass.
  ///
  /// @param always what is wrong where it says so of every size
  record TooLarge(String reason, Failure always) implements Verdict {}

  /// Something in it will never pass.
  record Refused(String reason) implements Verdict {}

  /// Not this one, not now; others may pass.
  record Later(Failure failure) implements Verdict {}

  /// Nothing will pass for now.
  record Stop(Failure failure) implements Verdict {}
}
