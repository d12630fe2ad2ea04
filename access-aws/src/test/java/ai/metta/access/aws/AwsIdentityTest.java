// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Each place by itself is tried where EC2 is read, against a simulated AWS.
class AwsIdentityTest {
  private static final String FILE = "aws.configFile";
  private static final String METADATA = "aws.disableEc2Metadata";

  @TempDir private Path folder;
  private final String before = System.getProperty(FILE, "");

  @BeforeEach
  void knowNothingOfThisMachine() {
    System.setProperty(METADATA, "true");
  }

  @AfterEach
  void restore() {
    System.setProperty(FILE, before);
    System.clearProperty(METADATA);
  }

  private void profile(String... lines) throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, "[default]\n" + String.join("\n", lines) + "\n");
    System.setProperty(FILE, file.toString());
  }

  private static AwsCredentials credentials(Map<String, String> environment) {
    return AwsIdentity.of(environment).orElseThrow().resolveCredentials();
  }

  @Test
  void nothingThatIsSetIsNobody() {
    assertThat(AwsIdentity.of(Map.of())).isEmpty();
  }

  @Test
  void aKeyPairOfTheEnvironmentComesFirst() throws IOException {
    profile("aws_access_key_id = profile", "aws_secret_access_key = p");
    Map<String, String> pair = Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", " key\n");
    Map<String, String> session =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            "id",
            "AWS_SECRET_ACCESS_KEY",
            "key",
            "AWS_SESSION_TOKEN",
            "token");

    assertThat(credentials(pair).accessKeyId()).isEqualTo("id");
    assertThat(credentials(pair).secretAccessKey()).isEqualTo("key");
    assertThat(credentials(session))
        .isInstanceOfSatisfying(
            AwsSessionCredentials.class, one -> assertThat(one.sessionToken()).isEqualTo("token"));
    assertThat(credentials(Map.of()).accessKeyId()).isEqualTo("profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void halfAKeyPairIsAMistakeAndNotNone(String set) {
    Map<String, String> half = Map.of(set, "half");

    assertThatThrownBy(() -> AwsIdentity.of(half))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID")
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
        .hasMessageNotContaining("half");
  }

  @Test
  void aProfileThatSaysARegionAloneIsNobody() throws IOException {
    profile("region = us-east-1");

    assertThat(AwsIdentity.of(Map.of())).isEmpty();
  }

  @Test
  void aBrokenProfileIsNamedWithoutWhatStandsInIt() throws IOException {
    profile("aws_secret_access_key = planted-secret-key");

    assertThatThrownBy(() -> AwsIdentity.of(Map.of()))
        .hasMessageContaining("AWS credentials of the profile default cannot be had")
        .hasMessageNotContaining("planted-secret-key");
  }
}
