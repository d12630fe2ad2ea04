// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.Failure;

/// A try that gave no whole answer.
final class Breakage extends Exception {
  private final Kind kind;
  private final transient Failure failure;

  /// What it says about trying again.
  enum Kind {
    /// The service never got the request.
    NO_CONNECTION,
    /// The connection ended; how far the service came is unknown.
    RESET,
    /// It would go the same way again.
    FINAL
  }

  Breakage(Kind kind, Failure failure) {
    super(failure.message());
    this.kind = kind;
    this.failure = failure;
  }

  static Breakage malformed(Request request, String what) {
    return new Breakage(Kind.FINAL, new Failure.Malformed(request.identity() + ": " + what));
  }

  Kind kind() {
    return kind;
  }

  Failure failure() {
    return failure;
  }
}
