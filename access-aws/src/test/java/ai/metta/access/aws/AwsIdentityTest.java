// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsIdentityTest {
  @TempDir private Path folder;
  private final Map<String, String> environment =
      new HashMap<>(Map.of("AWS_REGION", "us-east-1", "AWS_EC2_METADATA_DISABLED", "true"));

  @BeforeEach
  void noProfilesOfTheMachine() throws IOException {
    profiles("");
  }

  private void profiles(String text) throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, text);
    environment.put("AWS_CONFIG_FILE", file.toString());
  }

  private AwsCredentialsProvider found() {
    return AwsIdentity.of(environment).orElseThrow();
  }

  private AwsCredentials credentials() {
    return found().resolveCredentials();
  }

  @Test
  void nothingThatIsSetIsNobody() {
    assertThat(AwsIdentity.of(environment)).isEmpty();
  }

  @Test
  void keysComeFirst() throws IOException {
    profiles("[default]\naws_access_key_id = profile\naws_secret_access_key = p\n");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", " key\n");

    assertThat(credentials().accessKeyId()).isEqualTo("id");
    assertThat(credentials().secretAccessKey()).isEqualTo("key");
    environment.put("AWS_SESSION_TOKEN", "token");
    assertThat(credentials())
        .isInstanceOfSatisfying(
            AwsSessionCredentials.class,
            session -> assertThat(session.sessionToken()).isEqualTo("token"));
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    "AWS_SECRET_ACCESS_KEY, AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN",
  })
  void halfAnIdentityIsAMistakeAndNotNone(String set, String missing) {
    environment.put(set, "half");

    assertThat(
            catchThrowableOfType(FailureException.class, () -> AwsIdentity.of(environment))
                .failure())
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure -> assertThat(failure.message()).contains(set, missing).doesNotContain("half"));
  }

  @Test
  void aProfileThatIsNamedSpeaksAndOneByDefaultWhereItSaysWhoWeAre() throws IOException {
    profiles(
        """
        [default]
        region = us-east-1
        [profile work]
        aws_access_key_id = work
        aws_secret_access_key = w
        """);

    assertThat(AwsIdentity.of(environment)).isEmpty();
    environment.put("AWS_PROFILE", "work");
    assertThat(credentials().accessKeyId()).isEqualTo("work");
  }

  @Test
  void aProfileThatIsNamedAndNotThereFailsWhenAsked() {
    environment.put("AWS_PROFILE", "gone");

    AwsCredentialsProvider provider = found();
    assertThatThrownBy(provider::resolveCredentials)
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void aLoginThatHasExpiredFailsWhenAsked() throws IOException {
    profiles(
        """
        [default]
        sso_session = work
        sso_account_id = 123456789012
        sso_role_name = metta
        [sso-session work]
        sso_region = us-east-1
        sso_start_url = https://example.awsapps.com/start
        """);

    AwsCredentialsProvider provider = found();
    assertThatThrownBy(provider::resolveCredentials).hasMessageContaining("token");
  }

  @Test
  void aWebIdentityIsTriedWithWhatTheClusterWrote() {
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", folder.resolve("no-token").toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/metta");

    AwsCredentialsProvider provider = found();
    assertThatThrownBy(provider::resolveCredentials).hasStackTraceContaining("no-token");
  }

  @Test
  void aBrokenFileOfProfilesIsNamedWithoutItsWords() throws IOException {
    profiles("[default]\naws_secret_access_key\n");

    assertThatThrownBy(() -> AwsIdentity.of(environment))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(folder.resolve("config").toString())
        .hasMessageNotContaining("aws_secret_access_key");
  }
}
