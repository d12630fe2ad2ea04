// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What it means that Secrets Manager does not give a secret, typed by blame.
///
/// Codes are those of its API reference; AWS answers nearly all of them with status 400.
record Refusal(String id, String region) {
  static boolean isDenied(SdkException thrown) {
    return AwsErrorCodes.isOfPermission(AwsErrorCodes.of(thrown));
  }

  static boolean isAbsence(SdkException thrown) {
    return isAbsence(AwsErrorCodes.of(thrown));
  }

  /// Whether there is no such secret in the region, or none in its current version.
  static boolean isAbsence(String code) {
    return code.equals("ResourceNotFoundException");
  }

  /// `secretsmanager: wandb/api-key in us-east-1`
  String what() {
    return "secretsmanager: " + id + " in " + region;
  }

  Failure of(SdkException thrown) {
    if (thrown instanceof AwsServiceException refused) {
      return refused.isThrottlingException() || refused.statusCode() == 429
          ? new Failure.RateLimit(
              what() + ": " + AwsErrorCodes.of(refused) + "; the next run asks again",
              Optional.empty())
          : of(AwsErrorCodes.of(refused), words(refused), refused.statusCode());
    }
    // Without an answer there are no credentials, or there is no way to AWS.
    String said = String.valueOf(thrown.getMessage());
    return said.contains("redentials")
        ? new Failure.Credentials(what() + ": " + line(said) + "; renew AWS's credentials")
        : new Failure.Service(what() + ": " + line(said), Retry.MAY_HELP);
  }

  Failure of(String code, String words) {
    return of(code, words, 400);
  }

  private Failure of(String code, String words, int status) {
    String said = what() + ": " + code + (words.isBlank() ? "" : " (" + line(words) + ")");
    if (AwsErrorCodes.isOfPermission(code)) {
      return new Failure.Credentials(said + "; allow secretsmanager:GetSecretValue on it");
    }
    if (AwsErrorCodes.isOfIdentity(code)) {
      return new Failure.Credentials(said + "; AWS does not take its credentials: renew them");
    }
    return switch (code) {
      case "DecryptionFailure", "DecryptionFailureException" ->
          new Failure.Credentials(said + "; allow kms:Decrypt on the secret's key");
      case "InvalidRequestException" ->
          new Failure.Configuration(
              said + "; restore it if it is scheduled for deletion, or set the key elsewhere");
      default -> new Failure.Service(said, status >= 500 ? Retry.MAY_HELP : Retry.IS_USELESS);
    };
  }

  private static String words(AwsServiceException refused) {
    return refused.awsErrorDetails() == null
        ? ""
        : Optional.ofNullable(refused.awsErrorDetails().errorMessage()).orElse("");
  }

  private static String line(String words) {
    return words.lines().findFirst().orElse("");
  }
}
