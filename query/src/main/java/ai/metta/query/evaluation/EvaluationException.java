// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

/// A query that can be read and not evaluated: a function that does not exist or is not evaluated
/// here, or an argument that it does not take.
public final class EvaluationException extends RuntimeException {
  private final int position;

  public EvaluationException(int position, String problem) {
    super(problem + " at position " + (position + 1));
    this.position = position;
  }

  /// Where in the query's text, from 0.
  public int position() {
    return position;
  }
}
