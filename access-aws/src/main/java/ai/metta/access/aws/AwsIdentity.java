// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Who we are to AWS.
///
/// The SDK's own chain says the same of credentials that are of no use as of none. Here whoever has
/// let a login expire does not hear that nothing is set.
public final class AwsIdentity {
  private AwsIdentity() {}

  /// What the first of the SDK's places that has any tells: a web identity, a profile, a container,
  /// the machine.
  ///
  /// @param inAws whether the machine may be one of AWS's, whose role can be asked for
  /// @return gives credentials whenever asked, renewed where they end; empty where nobody has set
  ///   any place up
  /// @throws FailureException of credentials, where one is set up and none has any
  public static Optional<AwsCredentialsProvider> inPlaces(boolean inAws) {
    List<String> broken = new ArrayList<>();
    for (CredentialPlace place : CredentialPlace.all(inAws)) {
      AwsCredentialsProvider provider = place.opened().get();
      try {
        provider.resolveCredentials();
        return Optional.of(provider);
      } catch (RuntimeException none) {
        // Each place, and each service behind it, throws as it likes.
        if (provider instanceof SdkAutoCloseable open) {
          open.close();
        }
        place.broken(none).ifPresent(broken::add);
      }
    }
    if (!broken.isEmpty()) {
      throw failure(String.join("; ", broken));
    }
    return Optional.empty();
  }

  /// A key pair of the environment, else what is in the places.
  static Optional<AwsCredentialsProvider> of(Map<String, String> environment) {
    Optional<String> id = variable(environment, "AWS_ACCESS_KEY_ID");
    Optional<String> key = variable(environment, "AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() && key.isEmpty()) {
      return inPlaces(true);
    }
    if (id.isEmpty() || key.isEmpty()) {
      throw failure(
          "one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set without the other; set both,"
              + " or neither");
    }
    return Optional.of(
        StaticCredentialsProvider.create(
            variable(environment, "AWS_SESSION_TOKEN")
                .<AwsCredentials>map(
                    token -> AwsSessionCredentials.create(id.get(), key.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(id.get(), key.get()))));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static FailureException failure(String what) {
    return new FailureException(new Failure.Credentials(what));
  }
}
