// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.sandbox.aws.AwsFault;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSecretsTest {
  private static final SecretKey BARE =
      SecretKey.required("wandb.api_key", "wandb/api-key", "WANDB_API_KEY");
  private static final SecretKey NAMED =
      SecretKey.required("asana.token", "asana/personal-access-token", "ASANA_ACCESS_TOKEN")
          .alsoAs("asana/access-token", "asana/atlas_app")
          .inFields("token", "access_token");
  private static final String GET = "secretsmanager:GetSecretValue us-east-1 ";
  private static final String BATCH = "secretsmanager:BatchGetSecretValue us-east-1 ";

  private final AwsServer aws =
      AwsServer.start(
          AwsOptions.of(
              Fleet.of(1, Fleet.SMALLEST_JOBS), () -> Instant.parse("2026-11-20T12:00:00Z")));
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_REGION",
              "us-east-1",
              "AWS_ACCESS_KEY_ID",
              "AKIASANDBOX",
              "AWS_SECRET_ACCESS_KEY",
              "planted-secret-key",
              "AWS_EC2_METADATA_DISABLED",
              "true",
              "AWS_ENDPOINT_URL",
              aws.endpoint().toString()));

  @AfterEach
  void stop() {
    aws.close();
  }

  private Secrets secrets() {
    return Secrets.in(environment, Optional.empty(), new Redactor());
  }

  private Optional<String> value(SecretKey key) {
    return secrets().find(key).map(Secret::reveal);
  }

  private Failure missing(SecretKey key) {
    return catchThrowableOfType(FailureException.class, () -> secrets().require(key)).failure();
  }

  @Test
  void aRequiredKeyThatIsNowhereElseIsFoundThere() {
    aws.vault().keep("wandb/api-key", "far\n");

    assertThat(value(BARE)).contains("far");
    assertThat(secrets().whereabouts(BARE).from())
        .hasValueSatisfying(place ->
            assertThat(place).startsWith("secretsmanager wandb/api-key in us-east-1, version "));
  }

  @Test
  void nobodyIsAskedForWhatIsNearerByOrOptional() {
    environment.put("WANDB_API_KEY", "near");

    assertThat(value(BARE)).contains("near");
    assertThat(value(SecretKey.optional("a.b", "a/b", "A_B"))).isEmpty();
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void nobodyIsAskedWithoutARegion() {
    environment.remove("AWS_REGION");

    assertThat(value(BARE)).isEmpty();
    assertThat(aws.requests()).isEmpty();
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    assertThat(value(BARE)).isEmpty();
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void nobodyIsAskedWhereWeAreNobody() {
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.remove("AWS_SECRET_ACCESS_KEY");

    assertThat(missing(BARE).message())
        .contains("secretsmanager in us-east-1 (no AWS credentials are set)");
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void theNamesOfAKeyCostOneRequestAndTheFirstThatIsThereWins() {
    aws.vault().keep("asana/atlas_app", "{\"client_id\": \"1\", \"access_token\": \"third\"}");
    aws.vault().keep("asana/access-token", "second");

    assertThat(value(NAMED)).contains("second");
    assertThat(aws.requests())
        .containsExactly(
            BATCH
                + "{\"SecretIdList\":[\"asana/personal-access-token\",\"asana/access-token\","
                + "\"asana/atlas_app\"]}");
  }

  @Test
  void aJsonSecretGivesItsField() {
    aws.vault().keep("asana/atlas_app", "{\"client_id\": \"1\", \"access_token\": \"third\"}");

    assertThat(value(NAMED)).contains("third");
  }

  @Test
  void namesAreAskedForOneByOneWhereBatchesAreNotAllowed() {
    aws.fail(Strike.<AwsFault>always(AwsFault.UNAUTHORIZED).at("BatchGetSecretValue"));
    aws.vault().keep("asana/access-token", "second");

    assertThat(value(NAMED)).contains("second");
    assertThat(aws.requests().subList(1, 3))
        .containsExactly(
            GET + "{\"SecretId\":\"asana/personal-access-token\"}",
            GET + "{\"SecretId\":\"asana/access-token\"}");
  }

  @Test
  void whatIsNotThereIsNamedAmongThePlaces() {
    assertThat(missing(BARE).message()).contains("secretsmanager wandb/api-key in us-east-1;");
    assertThat(secrets().whereabouts(BARE).problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AccessDeniedException|because no policy allows it|allow secretsmanager:GetSecretValue on it",
        "DecryptionFailure|no access to the KMS key|allow kms:Decrypt on the secret's key",
        "InvalidRequestException|it was marked for deletion|restore it if it is scheduled for deletion",
      })
  void whatIsWithheldIsNoAbsence(String code, String words, String advice) {
    aws.vault().withhold("wandb/api-key", code, words);
    aws.vault().withhold("asana/access-token", code, words);

    for (SecretKey key : new SecretKey[] {BARE, NAMED}) {
      assertThat(secrets().whereabouts(key).problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains(" in us-east-1: " + code, words, advice));
    }
  }

  @Test
  void oneNameThatIsWithheldDoesNotHideAnother() {
    aws.vault().withhold("asana/personal-access-token", "AccessDeniedException", "no");
    aws.vault().keep("asana/atlas_app", "{\"token\": \"third\"}");

    assertThat(value(NAMED)).contains("third");
  }

  @Test
  void aBinarySecretIsRefused() {
    aws.vault().keepBinary("wandb/api-key", "AAECAw==");

    assertThat(secrets().whereabouts(BARE).problem())
        .contains(
            "secretsmanager: wandb/api-key in us-east-1 is binary; store it again as text"
                + " (SecretString)");
  }

  @Test
  void credentialsThatAreNotTakenAreTold() {
    aws.fail(AwsFault.EXPIRED);

    assertThat(secrets().whereabouts(BARE).problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("ExpiredTokenException", "renew them"));
  }

  @Test
  void aServerErrorIsTriedAgain() {
    aws.vault().keep("wandb/api-key", "far");
    aws.fail(Strike.<AwsFault>always(AwsFault.INTERNAL_ERROR).onlyRequest(1));

    assertThat(value(BARE)).contains("far");
    assertThat(aws.requests()).hasSize(2);
  }

  @Test
  void pagesThatNeverEndAreLeft() {
    aws.fail(AwsFault.ENDLESS_PAGES);

    assertThat(secrets().whereabouts(NAMED).problem())
        .contains(
            "secretsmanager: asana/atlas_app in us-east-1 was asked for, and the answer says"
                + " nothing of it");
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void aStoreOutOfReachIsAProblemAndNoAbsence() {
    aws.close();

    assertThat(secrets().whereabouts(BARE).problem())
        .hasValueSatisfying(problem ->
            assertThat(problem).startsWith("secretsmanager: wandb/api-key in us-east-1: "));
  }

  @Test
  void aRotatedSecretIsSeenAtOnce() {
    Secrets secrets = secrets();
    aws.vault().keep("wandb/api-key", "old");
    secrets.require(BARE);
    aws.vault().keep("wandb/api-key", "new");

    assertThat(secrets.require(BARE).reveal()).isEqualTo("new");
  }

  @Test
  void noProblemHoldsOurOwnKey() {
    aws.fail(AwsFault.EXPIRED);

    assertThat(missing(BARE).message()).doesNotContain("planted-secret-key");
  }
}
