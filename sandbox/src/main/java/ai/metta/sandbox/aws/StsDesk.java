// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.http.Answer;

/// The Security Token Service, version 2011-06-15.
final class StsDesk {
  private StsDesk() {}

  static Answer answer(Asked asked) {
    if (!asked.action().equals("GetCallerIdentity")) {
      return Refusal.of(asked, 400, "InvalidAction", "Could not find operation " + asked.action());
    }
    return Xml.answer(
        200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + Xml.in(
                "GetCallerIdentityResult",
                Xml.text("Arn", "arn:aws:sts::" + Estate.ACCOUNT + ":assumed-role/metta/run"),
                Xml.text("UserId", "AROASANDBOX:run"),
                Xml.text("Account", Estate.ACCOUNT))
            + Xml.in("ResponseMetadata", Xml.text("RequestId", Refusal.REQUEST_ID))
            + "</GetCallerIdentityResponse>");
  }
}
