// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What AWS's error codes say of who has to do something, alike in all its services.
///
/// Source: the common errors of AWS's API references, and those of EC2 and S3.
public final class AwsErrorCodes {
  private static final Set<String> OF_IDENTITY =
      Set.of(
          "Blocked",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "InvalidToken",
          "MissingAuthenticationToken",
          "PendingVerification",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private static final Set<String> OF_PERMISSION =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedException",
          "UnauthorizedOperation");

  private AwsErrorCodes() {}

  /// The code of an answer; `no code` where it has none, or nobody answered.
  public static String of(SdkException thrown) {
    return thrown instanceof AwsServiceException refused && refused.awsErrorDetails() != null
        ? String.valueOf(refused.awsErrorDetails().errorCode())
        : "no code";
  }

  /// Whether who asks is not who he says, or not any more: his credentials have to be renewed.
  public static boolean isOfIdentity(String code) {
    return OF_IDENTITY.contains(code);
  }

  /// Whether who asks may not do that: he has to be allowed to.
  public static boolean isOfPermission(String code) {
    return OF_PERMISSION.contains(code);
  }
}
