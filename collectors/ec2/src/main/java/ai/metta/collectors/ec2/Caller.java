// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.aws.AwsIdentity;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// As whom AWS is asked. No secret of the credentials that it hands out is ever printed.
record Caller(AwsCredentialsProvider source, Redactor redactor)
    implements AwsCredentialsProvider, SdkAutoCloseable {

  /// Keys of our own secrets, else what the first of the SDK's places that has any tells.
  ///
  /// @throws FailureException of credentials, where a place has some that are of no use
  /// @throws NotConfiguredException where nobody has any
  static Caller find(Fetch fetch) {
    AwsCredentialsProvider source =
        own(fetch.secrets())
            .or(() -> AwsIdentity.inPlaces(Ec2Config.isPlaced(fetch.settings())))
            .orElseThrow(Caller::nobody);
    return new Caller(source, fetch.redactor());
  }

  /// Which of our own secrets are shown to AWS, where any are.
  static List<SecretKey> shown(Secrets secrets) {
    return Stream.of(Ec2Config.ACCESS_KEY, Ec2Config.SECRET_KEY, Ec2Config.SESSION_TOKEN)
        .filter(key -> secrets.find(key).isPresent())
        .toList();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials found = source.resolveCredentials();
    redactor.learn(Secret.of(found.secretAccessKey()));
    if (found instanceof AwsSessionCredentials session) {
      redactor.learn(Secret.of(session.sessionToken()));
    }
    return found;
  }

  @Override
  public void close() {
    if (source instanceof SdkAutoCloseable open) {
      open.close();
    }
  }

  private static Optional<AwsCredentialsProvider> own(Secrets secrets) {
    Optional<Secret> id = find(secrets, Ec2Config.ACCESS_KEY);
    Optional<Secret> key = find(secrets, Ec2Config.SECRET_KEY);
    if (id.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    String idText = id.orElseThrow(() -> half(Ec2Config.ACCESS_KEY)).reveal();
    String keyText = key.orElseThrow(() -> half(Ec2Config.SECRET_KEY)).reveal();
    AwsCredentials given =
        find(secrets, Ec2Config.SESSION_TOKEN)
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(idText, keyText, token.reveal()))
            .orElseGet(() -> AwsBasicCredentials.create(idText, keyText));
    return Optional.of(StaticCredentialsProvider.create(given));
  }

  /// @throws FailureException where a place that may have it cannot say
  private static Optional<Secret> find(Secrets secrets, SecretKey key) {
    Optional<Secret> value = secrets.find(key);
    if (value.isEmpty()) {
      secrets
          .whereabouts(key)
          .problem()
          .ifPresent(problem -> {
            throw failure(key.key() + " cannot be read: " + problem);
          });
    }
    return value;
  }

  private static FailureException half(SecretKey missing) {
    return failure(
        missing.key()
            + " is not set, and the other half of the key pair is: set "
            + missing.environment().getFirst()
            + " too, or neither");
  }

  private static NotConfiguredException nobody() {
    return new NotConfiguredException(
        new Failure.Credentials(
            "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,"
                + " or give the pod a role by web identity"));
  }

  private static FailureException failure(String what) {
    return new FailureException(new Failure.Credentials(what));
  }
}
