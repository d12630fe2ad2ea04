// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.time.Duration;

/// How one try ended.
sealed interface Step<T> {
  record Done<T>(T value) implements Step<T> {}

  record Again<T>(Duration pause) implements Step<T> {}
}
