// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.metric.Failure;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Credentials that are of no use are a failure. Only where nobody has any is nothing configured.
final class CallerTest {
  private final AwsServer server = Account.served(3);
  private final Map<String, Optional<String>> before = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void knowNothingOfThisMachine() {
    property("aws.disableEc2Metadata", "true");
    property("aws.region", "us-east-1");
    property("aws.endpointUrlSts", server.endpoint().toString());
    property("user.home", folder.toString());
  }

  @AfterEach
  void restore() {
    server.close();
    before.forEach((name, value) ->
        value.ifPresentOrElse(
            text -> System.setProperty(name, text), () -> System.clearProperty(name)));
  }

  private void property(String name, String value) {
    before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
    System.setProperty(name, value);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Trial trial() {
    return Account.collecting(server)
        .with("ec2.regions", "us-east-1")
        .unknowing("AWS_ACCESS_KEY_ID")
        .unknowing("AWS_SECRET_ACCESS_KEY");
  }

  private void fails(Trial trial, String... said) {
    Report report = trial.run();
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.FAILED);
    assertThat(report.result().reason()).containsInstanceOf(Failure.Credentials.class);
    assertThat(report.said()).contains(said);
    assertThat(server.requests()).noneMatch(one -> one.contains("GetCallerIdentity"));
  }

  private void isNotConfigured(Trial trial) {
    Report report = trial.run();
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(report.said()).contains("no AWS credentials: set AWS_ACCESS_KEY_ID");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whereNobodyHasAnyNothingIsAskedAndNothingFails() throws IOException {
    isNotConfigured(trial());
    property("aws.configFile", file("config", "[default]", "region = eu-west-1").toString());
    isNotConfigured(trial());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    "AWS_SECRET_ACCESS_KEY, AWS_ACCESS_KEY_ID"
  })
  void halfAKeyPairIsNone(String there, String missing) {
    fails(trial().knowing(there, "AKIASANDBOX-or-secret"), "is not set", "set " + missing + " too");
  }

  @Test
  void aProfileThatNobodyWroteIsNamed() {
    property("aws.profile", "monitoring");
    fails(trial(), "AWS credentials of the profile monitoring cannot be had", "AWS_PROFILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws_access_key_id = AKIASANDBOX",
        "aws_secret_access_key = sandbox-secret-0123456789",
        "role_arn = arn:aws:iam::123456789012:role/metta",
        "credential_process = /no/such/program",
      })
  void aProfileOfHalfTheNeededIsBroken(String line) throws IOException {
    property("aws.sharedCredentialsFile", file("credentials", "[default]", line).toString());
    fails(trial(), "AWS credentials of the profile default cannot be had");
  }

  @Test
  void aFileThatIsNoneOfProfilesIsBroken() throws IOException {
    property("aws.sharedCredentialsFile", file("credentials", "what is this?").toString());
    fails(trial(), "AWS credentials of the profile default cannot be had");
  }

  /// Of either kind, which need a part of the SDK each; the session's token is not on this machine.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sso_start_url = https://sso.test/start\nsso_region = us-east-1",
        "sso_session = us"
      })
  void aSingleSignOnThatIsOverIsSaidSo(String kind) throws IOException {
    Path file =
        file(
            "config",
            "[default]",
            kind,
            "sso_account_id = 123456789012",
            "sso_role_name = metta",
            "[sso-session us]",
            "sso_start_url = https://sso.test/start",
            "sso_region = us-east-1");
    property("aws.configFile", file.toString());
    fails(trial(), "AWS credentials of the profile default cannot be had", "'aws sso login'");
    assertThat(trial().run().said()).doesNotContain("class path", "classpath");
  }

  @Test
  void aPodsWebIdentityIsTried() throws IOException {
    property("aws.webIdentityTokenFile", file("token", "a-token-of-the-cluster").toString());
    property("aws.roleArn", "arn:aws:iam::123456789012:role/metta");
    Report report = trial().run();
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    assertThat(server.requests().getFirst())
        .contains("AssumeRoleWithWebIdentity", "WebIdentityToken=a-token-of-the-cluster");
  }

  @Test
  void aWebIdentityThatIsNotTakenIsAFailure() throws IOException {
    property("aws.webIdentityTokenFile", file("token", "expired").toString());
    property("aws.roleArn", "arn:aws:iam::123456789012:role/metta");
    fails(trial(), "AWS credentials of the web identity cannot be had (Token expired");
    property("aws.webIdentityTokenFile", folder.resolve("nothing").toString());
    fails(trial(), "AWS credentials of the web identity cannot be had");
  }

  @Test
  void whatBreaksInOnePlaceIsHadInTheNext() throws IOException {
    property("aws.webIdentityTokenFile", folder.resolve("nothing").toString());
    Path keys =
        file(
            "credentials",
            "[default]",
            "aws_access_key_id = AKIASANDBOX",
            "aws_secret_access_key = sandbox-secret-0123456789");
    property("aws.sharedCredentialsFile", keys.toString());
    assertThat(trial().run().result().status()).isEqualTo(Status.OK);
  }

  /// A machine without a role is nobody's fault; one whose role cannot be told is somebody's.
  @ParameterizedTest
  @CsvSource({"404, ''", "403, Forbidden", "500, Internal Server Error"})
  void aMachineIsBrokenWhereItAnswersAndHasARole(int status, String said) {
    property("aws.disableEc2Metadata", "false");
    try (LocalServer machine =
        LocalServer.start(
            "machine", 0, exchange -> new Answer(status, Map.of(), "").send(exchange))) {
      property("aws.ec2MetadataServiceEndpoint", machine.endpoint().toString());
      if (!said.isEmpty()) {
        fails(trial(), "AWS credentials of the machine cannot be had", "IMDS", said);
      } else {
        isNotConfigured(trial());
      }
    }
    isNotConfigured(trial());
  }

  @Test
  void noSecretOfASessionIsEverPrinted() {
    Redactor redactor = new Redactor();
    Caller identity =
        new Caller(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKIASANDBOX", "a-secret-key-0123", "a-token-4567")),
            redactor);
    identity.resolveCredentials();
    assertThat(redactor.redact("a-secret-key-0123 and a-token-4567")).isEqualTo("*** and ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts.internal.StsWebIdentityCredentialsProviderFactory",
        "sts.internal.StsProfileCredentialsProviderFactory",
        "sso.auth.SsoProfileCredentialsProviderFactory",
        "ssooidc.SsoOidcProfileTokenProviderFactory",
      })
  void whatTheSdkLooksForByNameIsThere(String name) throws ClassNotFoundException {
    assertThat(Class.forName("software.amazon.awssdk.services." + name)).isNotNull();
  }
}
