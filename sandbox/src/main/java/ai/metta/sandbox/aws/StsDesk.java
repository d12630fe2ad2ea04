// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.http.Answer;

/// The Security Token Service, version 2011-06-15.
final class StsDesk {
  /// What is asked by those who have no credentials yet.
  static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";

  private StsDesk() {}

  /// Credentials of the one who is known, for a token of any text but `expired`. They end long
  /// after every clock.
  static Answer assumed(Asked asked, String accessKey) {
    if (asked
        .parameter("WebIdentityToken")
        .filter(token -> !token.strip().equals("expired"))
        .isEmpty()) {
      return Refusal.of(asked, 400, "ExpiredTokenException", "Token expired: current date/time");
    }
    return answer(
        WEB_IDENTITY,
        Xml.in(
            "Credentials",
            Xml.text("AccessKeyId", accessKey),
            Xml.text("SecretAccessKey", "sandbox-secret-of-a-session"),
            Xml.text("SessionToken", "sandbox-token-of-a-session"),
            Xml.text("Expiration", "2099-01-01T00:00:00Z")));
  }

  static Answer answer(Asked asked) {
    if (!asked.action().equals("GetCallerIdentity")) {
      return Refusal.of(asked, 400, "InvalidAction", "Could not find operation " + asked.action());
    }
    return answer(
        asked.action(),
        Xml.text("Arn", "arn:aws:sts::" + Estate.ACCOUNT + ":assumed-role/metta/run"),
        Xml.text("UserId", "AROASANDBOX:run"),
        Xml.text("Account", Estate.ACCOUNT));
  }

  private static Answer answer(String action, String... result) {
    String name = action + "Response";
    return Xml.answer(
        200,
        "<"
            + name
            + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + Xml.in(action + "Result", result)
            + Xml.in("ResponseMetadata", Xml.text("RequestId", Refusal.REQUEST_ID))
            + "</"
            + name
            + ">");
  }
}
