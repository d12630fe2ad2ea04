// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/// A place where the SDK finds credentials.
///
/// @param isSetUp whether somebody means it to have some, by what it throws where it has none
/// @param mend what to do where it is, and has none
record CredentialPlace(
    String name,
    Supplier<AwsCredentialsProvider> opened,
    Predicate<RuntimeException> isSetUp,
    String mend) {
  private static final String DEFAULT = "default";

  /// What a profile says of credentials, among settings of other kinds.
  private static final Pattern OF_CREDENTIALS =
      Pattern.compile(
          "aws_(access|secret|session)_.*|sso_.*|role_arn|source_profile|credential_.*"
              + "|web_identity_token_file|login_session");

  /// The SDK's own words after these list what stands in the file.
  private static final Pattern LISTING = Pattern.compile(": ProfileFile\\(.*");

  /// In the SDK's order, but that a machine which may be no one's in AWS is not asked for its role:
  /// its address answers nobody elsewhere, after a while.
  static List<CredentialPlace> all(boolean inAws) {
    List<CredentialPlace> places =
        new ArrayList<>(
            List.of(
                new CredentialPlace(
                    "the web identity",
                    WebIdentityTokenFileCredentialsProvider::create,
                    _ -> isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE),
                    "see to AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN and whom the role trusts"),
                new CredentialPlace(
                    "the profile " + ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(),
                    ProfileCredentialsProvider::create,
                    _ -> isProfileSetUp(),
                    "mend it, log in again with 'aws sso login', or name another in AWS_PROFILE"),
                new CredentialPlace(
                    "the container",
                    ContainerCredentialsProvider::create,
                    _ ->
                        isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
                            || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI),
                    "see to the pod's identity, or the task's role")));
    if (inAws && !SdkSystemSetting.AWS_EC2_METADATA_DISABLED.getBooleanValue().orElse(false)) {
      places.add(
          new CredentialPlace(
              "the machine",
              InstanceProfileCredentialsProvider::create,
              CredentialPlace::isAnswered,
              "see to the machine's role"));
    }
    return places;
  }

  /// What is wrong here; empty where nobody has set the place up.
  Optional<String> broken(RuntimeException thrown) {
    return isSetUp.test(thrown)
        ? Optional.of(
            "AWS credentials of " + name + " cannot be had (" + said(thrown) + "): " + mend)
        : Optional.empty();
  }

  private static String said(RuntimeException thrown) {
    Throwable root = causes(thrown).getLast();
    String said =
        Stream.of(thrown, root)
            .map(one -> String.valueOf(one.getMessage()))
            .map(text -> LISTING.matcher(text).replaceFirst(""))
            .distinct()
            .collect(Collectors.joining(" "));
    return said.lines().findFirst().orElse("");
  }

  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }

  private static boolean isSet(SystemSetting setting) {
    return setting.getNonDefaultStringValue().isPresent();
  }

  /// Whether somebody names a profile, or the one that nobody has to name speaks of credentials.
  private static boolean isProfileSetUp() {
    return isSet(ProfileFileSystemSetting.AWS_PROFILE) || isDefaultSetUp();
  }

  private static boolean isDefaultSetUp() {
    try {
      return ProfileFile.defaultProfileFile()
          .profile(DEFAULT)
          .filter(profile ->
              profile.properties().keySet().stream()
                  .anyMatch(key -> OF_CREDENTIALS.matcher(key).matches()))
          .isPresent();
    } catch (RuntimeException unreadable) {
      // There is a file, and it is none of profiles.
      return true;
    }
  }

  /// Whether there is a machine of AWS's that has a role: elsewhere nobody answers, and one without
  /// a role has no such page.
  private static boolean isAnswered(RuntimeException thrown) {
    return causes(thrown).stream()
        .noneMatch(one ->
            one instanceof IOException
                || String.valueOf(one.getMessage()).contains("metadata is not found"));
  }
}
