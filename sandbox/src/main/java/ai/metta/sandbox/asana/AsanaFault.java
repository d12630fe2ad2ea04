// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

/// What can be wrong with a request, its sender's rights, the limits or the lists.
public enum AsanaFault {
  /// 401: the token is wrong, revoked or expired.
  NOT_AUTHORIZED,
  /// 403: the token's user may not see the project.
  FORBIDDEN,
  /// 404: there is no such project.
  NOT_FOUND,
  /// 402: the workspace does not pay for this.
  PAYMENT_REQUIRED,
  /// 429 that says after how many seconds to come back.
  TOO_MANY_REQUESTS,
  /// 500 with a phrase for Asana's support.
  SERVER_ERROR,
  /// 502 with a page for people.
  BAD_GATEWAY,
  /// Tokens of pages have expired when they are used.
  EXPIRED_PAGES,
  /// Every page leads to the second one.
  PAGES_IN_CIRCLES,
  /// Every page leads to another one with the same items.
  ENDLESS_PAGES,
  /// A null stands among the items.
  NULL_ITEMS,
  /// Projects do not say what their newest status update says, as an older server.
  NO_STATUS_TYPE
}
