// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.Complaint.Kind;
import java.util.List;

/// That a query is not answered.
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Complaint complaint;

  ProblemException(Complaint complaint) {
    super(complaint.toString());
    this.complaint = complaint;
  }

  Complaint complaint() {
    return complaint;
  }

  static ProblemException parse(String message, Location at) {
    return new ProblemException(new Complaint(Kind.UNREADABLE, message, "", List.of(), at));
  }
}
