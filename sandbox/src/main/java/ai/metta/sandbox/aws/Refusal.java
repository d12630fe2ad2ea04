// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.util.Map;

/// What AWS answers where it does not do as it is asked, in the form of the service that was.
final class Refusal {
  static final String REQUEST_ID = "59dbff89-35bd-4eac-99ed-be587ed81825";

  private Refusal() {}

  static Answer of(Asked asked, int status, String code, String message) {
    if (asked.isJson()) {
      return new Answer(
          status,
          Map.of(
              "Content-Type",
              "application/x-amz-json-1.1",
              "x-amzn-RequestId",
              REQUEST_ID,
              "x-amzn-ErrorType",
              code),
          JsonTree.text(JsonTree.of("__type", code, "Message", message)));
    }
    String error = Xml.text("Code", code) + Xml.text("Message", message);
    return Xml.answer(
        status,
        asked.service().equals("ec2")
            ? Xml.in(
                "Response",
                Xml.in("Errors", Xml.in("Error", error)),
                Xml.text("RequestID", REQUEST_ID))
            : Xml.in(
                "ErrorResponse",
                Xml.in("Error", Xml.text("Type", "Sender"), error),
                Xml.text("RequestId", REQUEST_ID)));
  }

  /// A signature of somebody whom nobody knows.
  static Answer unknownIdentity(Asked asked) {
    return switch (asked.service()) {
      case "ec2" ->
          of(
              asked,
              401,
              "AuthFailure",
              "AWS was not able to validate the provided access credentials");
      case "sts" ->
          of(
              asked,
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
      default ->
          of(
              asked,
              400,
              "UnrecognizedClientException",
              "The security token included in the request is invalid.");
    };
  }

  static Answer unauthorized(Asked asked) {
    String who = "User: arn:aws:sts::123456789012:assumed-role/metta/run is not authorized";
    String what = " to perform: " + asked.permission() + " because no policy allows it";
    return switch (asked.service()) {
      case "ec2" -> of(asked, 403, "UnauthorizedOperation", "You are not authorized" + what);
      case "monitoring", "sts" -> of(asked, 403, "AccessDenied", who + what);
      default -> of(asked, 400, "AccessDeniedException", who + what);
    };
  }

  static Answer expired(Asked asked) {
    return switch (asked.service()) {
      case "ec2" -> of(asked, 400, "RequestExpired", "Request has expired.");
      case "monitoring", "sts" ->
          of(asked, 403, "ExpiredToken", "The security token included in the request is expired");
      default ->
          of(
              asked,
              400,
              "ExpiredTokenException",
              "The security token included in the request is expired");
    };
  }

  static Answer limited(Asked asked) {
    return switch (asked.service()) {
      case "ec2" -> of(asked, 503, "RequestLimitExceeded", "Request limit exceeded.");
      case "monitoring", "sts" -> of(asked, 400, "Throttling", "Rate exceeded");
      default -> of(asked, 400, "ThrottlingException", "Rate exceeded");
    };
  }

  static Answer notOptedIn(Asked asked) {
    return of(
        asked,
        401,
        "OptInRequired",
        "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.");
  }
}
