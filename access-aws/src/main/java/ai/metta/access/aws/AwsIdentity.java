// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/// Who we are to AWS: the first identity that is configured, in the order of the SDK's own chain.
///
/// The SDK's chain goes on to the next source when one fails, and says in the end that there is
/// none. Here one that is configured and fails is the answer: who has let a login expire is not to
/// hear that nothing is set.
public final class AwsIdentity {
  /// What makes a profile one that says who we are.
  private static final List<String> OF_AN_IDENTITY =
      List.of(
          "aws_access_key_id",
          "role_arn",
          "credential_process",
          "credential_source",
          "sso_session",
          "sso_start_url",
          "web_identity_token_file");

  private final Map<String, String> environment;

  private AwsIdentity(Map<String, String> environment) {
    this.environment = environment;
  }

  /// Keys of the environment, a web identity, a profile, a container's role, or the machine's.
  ///
  /// @return what gives credentials when asked, and fails where they are broken; empty where none
  ///   are configured
  /// @throws FailureException as configuration where there is half of an identity
  public static Optional<AwsCredentialsProvider> of(Map<String, String> environment) {
    AwsIdentity identity = new AwsIdentity(environment);
    return identity
        .keys()
        .or(identity::webIdentity)
        .or(identity::profile)
        .or(identity::container)
        .or(identity::machine);
  }

  private Optional<AwsCredentialsProvider> keys() {
    Optional<String> id = variable("AWS_ACCESS_KEY_ID");
    Optional<String> key = variable("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (id.isEmpty() || key.isEmpty()) {
      throw half("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    }
    return Optional.of(
        StaticCredentialsProvider.create(
            variable("AWS_SESSION_TOKEN").isPresent()
                ? AwsSessionCredentials.create(
                    id.get(), key.get(), variable("AWS_SESSION_TOKEN").get())
                : AwsBasicCredentials.create(id.get(), key.get())));
  }

  private Optional<AwsCredentialsProvider> webIdentity() {
    Optional<String> token = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    Optional<String> role = variable("AWS_ROLE_ARN");
    if (token.isEmpty()) {
      return Optional.empty();
    }
    if (role.isEmpty()) {
      throw half("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE");
    }
    return Optional.of(
        WebIdentityTokenFileCredentialsProvider.builder()
            .roleArn(role.get())
            .webIdentityTokenFile(Path.of(token.get()))
            .roleSessionName(variable("AWS_ROLE_SESSION_NAME").orElse("metta"))
            .build());
  }

  /// A profile that is named is configured, whether it is there or not; the one by default only
  /// where it says who we are.
  private Optional<AwsCredentialsProvider> profile() {
    Optional<String> named = variable("AWS_PROFILE");
    ProfileFile files = profiles();
    String name = named.orElse("default");
    boolean speaks = files.profile(name).filter(AwsIdentity::isIdentity).isPresent();
    return speaks || named.isPresent()
        ? Optional.of(
            ProfileCredentialsProvider.builder().profileFile(files).profileName(name).build())
        : Optional.empty();
  }

  private static boolean isIdentity(Profile profile) {
    return OF_AN_IDENTITY.stream().anyMatch(name -> profile.property(name).isPresent());
  }

  /// @throws FailureException as configuration where a file is no list of profiles
  private ProfileFile profiles() {
    ProfileFile.Aggregator files = ProfileFile.aggregator();
    file("AWS_SHARED_CREDENTIALS_FILE")
        .or(ProfileFileLocation::credentialsFileLocation)
        .ifPresent(path -> files.addFile(read(path, ProfileFile.Type.CREDENTIALS)));
    file("AWS_CONFIG_FILE")
        .or(ProfileFileLocation::configurationFileLocation)
        .ifPresent(path -> files.addFile(read(path, ProfileFile.Type.CONFIGURATION)));
    return files.build();
  }

  private Optional<Path> file(String name) {
    return variable(name).map(Path::of).filter(Files::isReadable);
  }

  private static ProfileFile read(Path path, ProfileFile.Type type) {
    try {
      return ProfileFile.builder().content(path).type(type).build();
    } catch (RuntimeException broken) {
      // The reader's message quotes the line, which may hold a key.
      throw new FailureException(
          new Failure.Configuration("AWS's file of profiles " + path + " cannot be read; mend it"));
    }
  }

  private Optional<AwsCredentialsProvider> container() {
    boolean told =
        variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isPresent()
            || variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent();
    return told ? Optional.of(ContainerCredentialsProvider.create()) : Optional.empty();
  }

  /// The role of the machine we run on, which has to be asked for to know of it. Its address
  /// answers nobody elsewhere, after a while: only who says a region may be in AWS.
  private Optional<AwsCredentialsProvider> machine() {
    boolean mayBeInAws =
        variable("AWS_REGION").or(() -> variable("AWS_DEFAULT_REGION")).isPresent()
            && !variable("AWS_EC2_METADATA_DISABLED").orElse("").equalsIgnoreCase("true");
    if (!mayBeInAws) {
      return Optional.empty();
    }
    InstanceProfileCredentialsProvider role = InstanceProfileCredentialsProvider.create();
    try {
      role.resolveCredentials();
      return Optional.of(role);
    } catch (SdkClientException nobody) {
      role.close();
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static FailureException half(String one, String other) {
    return new FailureException(
        new Failure.Configuration(
            "one of " + one + " and " + other + " is set without the other; set both, or neither"));
  }
}
