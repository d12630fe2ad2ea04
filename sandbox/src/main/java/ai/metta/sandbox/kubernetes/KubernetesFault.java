// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

/// What can be wrong with a request, its sender's rights, the server or its lists.
public enum KubernetesFault {
  /// 401: the token is wrong or has expired.
  UNAUTHORIZED,
  /// 403: no role lets the account do it.
  FORBIDDEN,
  /// 404 without a Status: no such group is installed.
  NOT_FOUND,
  /// 410 for whoever comes with a token of a page.
  EXPIRED_PAGES,
  /// 429 that says after how many seconds to come back.
  TOO_MANY_REQUESTS,
  /// 500 with a Status.
  SERVER_ERROR,
  /// 503 without a Status: what stands behind the API does not answer.
  UNAVAILABLE,
  /// 502 with a page for people.
  BAD_GATEWAY,
  /// 200 with a page for people: a login stands before the server.
  LOGIN_PAGE,
  /// 200 with a Status instead of a list.
  NO_LIST,
  /// A list that breaks off.
  CUT_SHORT,
  /// An amount of CPU or memory that is none.
  ODD_AMOUNT,
  /// Every page leads to the second one.
  PAGES_IN_CIRCLES,
  /// 302 to another host.
  REDIRECT
}
