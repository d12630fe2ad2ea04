// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Failure;

/// A question that got no answer, or one that is none.
final class RefusedException extends RuntimeException {
  /// No answer came.
  static final int NO_STATUS = 0;

  static final int NOT_FOUND = 404;

  private final int status;
  private final transient Failure failure;

  RefusedException(int status, Failure failure) {
    super(failure.message());
    this.status = status;
    this.failure = failure;
  }

  /// Of the answer; 2xx where what it holds is no list.
  int status() {
    return status;
  }

  Failure failure() {
    return failure;
  }
}
