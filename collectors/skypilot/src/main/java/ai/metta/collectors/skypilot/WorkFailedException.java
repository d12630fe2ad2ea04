// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;

/// A piece of work that the server took on and that failed inside it.
final class WorkFailedException extends RuntimeException {
  /// The server's own exception class.
  final String type;

  WorkFailedException(String type, String message) {
    super(message);
    this.type = type;
  }

  /// The jobs controller's being absent, down or broken are three different things.
  RuntimeException asFailure(String what) {
    String said = String.valueOf(getMessage());
    if (type.equals("ClusterNotUpError")) {
      return said.contains("No in-progress managed jobs")
          ? new UnsupportedException(
              "the server has no jobs controller ("
                  + said
                  + "): no managed job was ever launched, or it was torn down")
          : failed(
              what
                  + ": the jobs controller is down ("
                  + said
                  + "); start it with `sky jobs queue --refresh`");
    }
    return failed(what + ": the server failed inside (" + type + ": " + said + ")");
  }

  private static FailureException failed(String message) {
    return new FailureException(new Failure.Service(message, Retry.IS_USELESS));
  }
}
