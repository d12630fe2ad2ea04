// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults;

/// What can be wrong with a place, or with what lies there.
public enum JobResultsFault {
  /// 403: who asks may not see it.
  FORBIDDEN,
  /// 404: there is nothing at this address.
  NOT_FOUND,
  /// 500, again and again.
  SERVER_ERROR,
  /// 200 with a page for people.
  PAGE,
  /// The answer ends in the midst of a document.
  CUT_SHORT,
  /// One document is of a form to come.
  NEW_SCHEMA,
  /// One document has a status that there is not.
  UNKNOWN_STATUS,
  /// One document is null.
  NULL_DOCUMENT
}
