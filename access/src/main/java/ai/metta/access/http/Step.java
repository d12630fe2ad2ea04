// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.net.URI;
import java.time.Duration;

/// What a request led to.
sealed interface Step<T> {
  /// How a try ended.
  sealed interface Last<T> extends Step<T> {}

  record Done<T>(T value) implements Last<T> {}

  record Again<T>(Duration pause) implements Last<T> {}

  record Elsewhere<T>(URI to) implements Step<T> {}
}
