// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

/// What can be wrong with a request, its sender's rights, the limits or the data.
public enum Fault {
  /// 401: the token is wrong, revoked or expired.
  BAD_CREDENTIALS,
  /// 403 that names the missing permission; GraphQL answers 200 with `FORBIDDEN`.
  MISSING_PERMISSION,
  /// 403 of an organisation that wants single sign-on.
  SINGLE_SIGN_ON,
  /// 404, as for what may not be seen; GraphQL answers 200 with `NOT_FOUND`.
  NOT_FOUND,
  /// The repository has no commit and no default branch.
  EMPTY_REPOSITORY,
  /// 403 with no request remaining until the hour is over; GraphQL answers 200 with `RATE_LIMITED`.
  PRIMARY_LIMIT,
  /// 403 that says after how many seconds to come back.
  SECONDARY_LIMIT,
  /// The same, told by the message alone.
  SECONDARY_LIMIT_UNTIMED,
  /// 429 that says after how many seconds to come back.
  TOO_MANY_REQUESTS,
  /// 502 with a page for people.
  BAD_GATEWAY,
  /// GraphQL answers 200 with data and an error about a part of it.
  PARTIAL_DATA,
  /// Lists of GraphQL hold a null.
  NULL_NODES,
  /// Every page leads to another one, and in the end to the first.
  PAGES_IN_CIRCLES,
  /// Pages begin with what the one before ended with.
  DUPLICATES
}
