// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

/// What may go wrong, as AWS does it.
public enum AwsFault {
  /// 403: the identity may not do this.
  UNAUTHORIZED,
  /// 400 or 403: the session has ended.
  EXPIRED,
  /// 401 of EC2, 400 or 403 of the others: credentials that are not taken there.
  NOT_TAKEN,
  /// 401: the account has not enabled the region.
  NOT_OPTED_IN,
  /// 503 of EC2, 400 of the others: too many requests.
  LIMIT_EXCEEDED,
  /// 500 with a code.
  INTERNAL_ERROR,
  /// 502 with a page for people.
  BAD_GATEWAY,
  /// 200 with a page for people, as of a proxy that wants a login.
  LOGIN_PAGE,
  /// 200 without a body.
  EMPTY_ANSWER,
  /// 200 with an answer that ends in its middle.
  CUT_ANSWER,
  /// 200 with an answer that lacks the list.
  NO_LIST,
  /// Every page leads to the second one.
  PAGES_IN_CIRCLES,
  /// Every page leads to another one with the same rows.
  ENDLESS_PAGES,
  /// CloudWatch has told a part of the points only, and has no more pages.
  PARTIAL_DATA,
  /// Snapshots of others' are shown although only one's own were asked for.
  FOREIGN_SNAPSHOTS
}
