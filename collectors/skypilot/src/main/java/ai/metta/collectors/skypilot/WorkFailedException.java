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

  /// Whether the server missed its jobs controller; whether that is down or was never there, it
  /// does not say.
  boolean missesController() {
    return type.equals("ClusterNotUpError");
  }

  RuntimeException asFailure(String what) {
    return failed(
        what
            + ": the server failed inside ("
            + type
            + ": "
            + getMessage()
            + "); the log of the API server says more");
  }

  static RuntimeException controllerDown(Cluster controller) {
    return failed(
        "the job queue: the jobs controller "
            + controller.name()
            + " is down ("
            + controller.status()
            + "); `sky jobs queue --refresh` starts it");
  }

  static RuntimeException controllerBroken(Cluster controller) {
    return failed(
        "the job queue: the jobs controller "
            + controller.name()
            + " is up and does not answer the server; `sky logs "
            + controller.name()
            + "` says more");
  }

  static RuntimeException controllerAbsent() {
    return new UnsupportedException(
        "the server has no jobs controller: no managed job was ever launched, or it was torn down");
  }

  private static FailureException failed(String message) {
    return new FailureException(new Failure.Service(message, Retry.IS_USELESS));
  }
}
