// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

/// What can be wrong with a server, or with what stands in front of it.
public enum Fault {
  /// There is no jobs controller: queue and events fail with `ClusterNotUpError`.
  CONTROLLER_ABSENT(Strikes.WORK),
  /// The same failure, and the controller stands among the clusters as STOPPED.
  CONTROLLER_STOPPED(Strikes.WORK),
  /// The controller does not answer: queue and events fail with another exception.
  CONTROLLER_BROKEN(Strikes.WORK),
  /// Sweeps run on half an L4. From 0.11 on, a v2 queue answer that would show the clusters of such
  /// a job fails with `ValidationError`; v1 shows it, and so does v2 when `fields` leaves out every
  /// column of the cluster.
  FRACTIONAL_GPU(Strikes.WORK),
  /// Every page of the queue is the first one again.
  PAGES_IN_CIRCLES(Strikes.WORK),
  /// The work was interrupted: its result is a 503 that asks for a new request.
  SHOULD_RETRY(Strikes.WORK),
  /// New work is refused with a 503; what was begun can still be read.
  SHUTTING_DOWN(Strikes.DOOR),
  /// A proxy answers 502 with an HTML page.
  BAD_GATEWAY(Strikes.DOOR),
  /// A proxy redirects (302) to `/oauth2/start?rd=…`, which answers with an HTML page.
  LOGIN_REDIRECT(Strikes.DOOR),
  /// A proxy answers 200 with an HTML login page.
  LOGIN_PAGE(Strikes.DOOR),
  /// An unhandled exception: a bare 500 in plain text.
  PLAIN_500(Strikes.DOOR),
  /// Nothing is ever answered.
  SILENCE(Strikes.DOOR),
  /// Every client that says its version is told that it is too old (400).
  VERSION_MISMATCH(Strikes.DOOR),
  /// Whatever token comes is invalid or expired (401); `/api/health` stays open.
  TOKEN_REFUSED(Strikes.DOOR),
  /// The body ends in the middle of the JSON, and its length says so.
  TRUNCATED_JSON(Strikes.BODY),
  /// The length promises twice what comes before the connection closes.
  SHORT_BODY(Strikes.BODY),
  /// The body never ends; it comes as fast as it is read, and costs no memory.
  ENDLESS_BODY(Strikes.BODY),
  /// One byte a second.
  DRIP(Strikes.BODY);

  /// Where a fault does its harm.
  enum Strikes {
    /// Every request, before the server looks at it.
    DOOR,
    /// The outcome of work that is begun while the fault is on.
    WORK,
    /// The body of a result, and of whatever is answered at once with 200.
    BODY
  }

  private final Strikes strikes;

  Fault(Strikes strikes) {
    this.strikes = strikes;
  }

  Strikes strikes() {
    return strikes;
  }
}
