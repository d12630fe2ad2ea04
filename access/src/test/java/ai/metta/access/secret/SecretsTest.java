// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.access.secret.Whereabouts.Tried;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final SecretKey KEY =
      SecretKey.required("asana.token", "asana/token", "ASANA_ACCESS_TOKEN", "ASANA_TOKEN")
          .alsoAs("asana/app")
          .inFields("token", "access_token");
  private static final SecretKey BARE =
      SecretKey.required("wandb.api_key", "wandb/api-key", "WANDB_API_KEY");

  @TempDir private Path directory;
  private final Redactor redactor = new Redactor();

  private Secrets in(Map<String, String> environment) {
    return Secrets.in(environment, Optional.of(directory), redactor);
  }

  private Secrets of(SecretSource... near) {
    return Secrets.of(List.of(near), List::of, redactor);
  }

  private void mount(String id, String text) throws IOException {
    Path file = directory.resolve(id);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Optional<String> value(Secrets secrets, SecretKey key) {
    return secrets.find(key).map(Secret::reveal);
  }

  /// A source that has one value for every key, or says why not.
  private record Fake(String name, int order, Optional<String> value, Optional<String> problem)
      implements SecretSource {
    static Fake holding(String name, int order, String value) {
      return new Fake(name, order, Optional.of(value), Optional.empty());
    }

    static Fake broken(String name, int order, String problem) {
      return new Fake(name, order, Optional.empty(), Optional.of(problem));
    }

    @Override
    public List<String> places(SecretKey key) {
      return List.of(name + " " + key.ids().getFirst());
    }

    @Override
    public Optional<Found> find(SecretKey key) {
      if (problem.isPresent()) {
        throw new FailureException(new Failure.Credentials(problem.get()));
      }
      return value.map(text -> new Found(Secret.of(text), places(key).getFirst()));
    }
  }

  @Test
  void theEnvironmentComesBeforeMountedFiles() throws IOException {
    mount("asana/token", "mounted");

    assertThat(value(in(Map.of("ASANA_TOKEN", "variable")), KEY)).contains("variable");
    assertThat(value(in(Map.of()), KEY)).contains("mounted");
  }

  @Test
  void theFirstNameComesBeforeTheOthers() throws IOException {
    mount("asana/app", "second");
    assertThat(value(in(Map.of()), KEY)).contains("second");
    mount("asana/token", "first");
    assertThat(value(in(Map.of()), KEY)).contains("first");
    assertThat(value(in(Map.of("ASANA_TOKEN", "old", "ASANA_ACCESS_TOKEN", "new")), KEY))
        .contains("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blankIsNotSet(String blank) throws IOException {
    mount("wandb/api-key", blank);

    assertThat(value(in(Map.of("WANDB_API_KEY", blank)), BARE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc\n", "abc\r\n", " abc ", "\nabc"})
  void whiteSpaceAroundIsNoPartOfIt(String text) throws IOException {
    mount("wandb/api-key", text);

    assertThat(value(in(Map.of()), BARE)).contains("abc");
    assertThat(value(in(Map.of("WANDB_API_KEY", text)), BARE)).contains("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc\ndef", "abc\tdef", "abc\u0000def", "abc\u001b[0mdef"})
  void controlCharactersInsideAreRefused(String text) {
    Secrets secrets = of(Fake.holding("store", 1, text));

    assertThat(secrets.find(BARE)).isEmpty();
    assertThat(secrets.problems())
        .containsExactly(
            "wandb.api_key from store wandb/api-key holds control characters (a line break"
                + " inside?); store the bare value on one line");
  }

  @Test
  void aPrivateKeyMayHaveLines() {
    String pem = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";

    assertThat(value(of(Fake.holding("store", 1, pem + "\n")), BARE)).contains(pem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"access_token": "two", "token": "one"}      | one
          {"token": "", "access_token": "two"}         | two
          {"token": {"token": "x"}, "access_token": 5} | 5
          {"other": [1, {}], "token": " padded "}      | padded
          """)
  void aJsonObjectGivesTheFirstFieldThatIsThere(String json, String value) {
    assertThat(value(of(Fake.holding("store", 1, json)), KEY)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"hidden": "v4lue"}    | is a JSON object with none of the fields token, access_token
          {"token": "v4lue"      | starts with { but is not a JSON object
          {"token": "v4lue"} {}  | starts with { but is not one JSON object
          {v4lue                 | starts with { but is not a JSON object
          {"token": "v4\\nlue"} | holds control characters (a line break inside?); store the bare value on one line
          """)
  void rawJsonIsNeverAValueNorShown(String json, String problem) {
    Secrets secrets = of(Fake.holding("store", 1, json));

    assertThat(secrets.find(KEY)).isEmpty();
    assertThat(secrets.problems()).containsExactly("asana.token from store asana/token " + problem);
  }

  @Test
  void aJsonObjectIsRefusedWhereABareValueIsExpected() {
    Secrets secrets = of(Fake.holding("store", 1, "{\"token\": \"v4lue\"}"));

    assertThat(secrets.find(BARE)).isEmpty();
    assertThat(secrets.problems())
        .containsExactly(
            "wandb.api_key from store wandb/api-key is a JSON object, but this secret is a bare"
                + " value; store the value alone");
  }

  @Test
  void aVariableMayNameAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "abc\n");
    Secrets secrets = in(Map.of("WANDB_API_KEY_FILE", file.toString()));

    assertThat(value(secrets, BARE)).contains("abc");
    assertThat(secrets.whereabouts(BARE).from()).contains("env WANDB_API_KEY_FILE");
  }

  @Test
  void aVariableThatNamesNoFileIsAProblem() throws IOException {
    mount("wandb/api-key", "mounted");
    Secrets secrets = in(Map.of("WANDB_API_KEY_FILE", directory + "/absent"));

    assertThat(value(secrets, BARE)).contains("mounted");
    assertThat(secrets.problems()).containsExactly("env WANDB_API_KEY_FILE: there is no such file");
  }

  @Test
  void aFileThatIsNoSecretIsAProblem() throws IOException {
    mount("wandb/api-key", "x".repeat(65 * 1024));
    Files.createDirectories(directory.resolve("asana/token"));
    Secrets secrets = in(Map.of());

    assertThat(secrets.find(BARE)).isEmpty();
    assertThat(secrets.find(KEY)).isEmpty();
    assertThat(secrets.problems())
        .containsExactly(
            "file wandb/api-key: holds more than 64 KiB; that is no secret",
            "file asana/token: is a directory, not a file");
  }

  @Test
  void aBrokenSourceIsReportedAndTheNextOneAsked() {
    Secrets secrets =
        of(Fake.holding("second", 2, "value"), Fake.broken("first", 1, "access denied"));

    assertThat(value(secrets, BARE)).contains("value");
    assertThat(value(secrets, BARE)).contains("value");
    assertThat(secrets.problems()).containsExactly("access denied");
    assertThat(secrets.whereabouts(BARE))
        .isEqualTo(
            new Whereabouts(
                Optional.of("second wandb/api-key"),
                List.of(new Tried("first", Optional.of("access denied")))));
  }

  private static Failure missing(Secrets secrets) {
    return catchThrowableOfType(FailureException.class, () -> secrets.require(BARE)).failure();
  }

  @Test
  void aMissingOneNamesEveryPlaceAndWhatToDo() {
    Secrets secrets =
        Secrets.of(
            List.of(new EnvironmentSecrets(Map.of()), new MountedSecrets(directory)),
            () -> List.of(Fake.broken("secretsmanager", 300, "access denied")),
            redactor);

    assertThat(missing(secrets))
        .isEqualTo(
            new Failure.Credentials(
                "wandb.api_key is not set; looked at env WANDB_API_KEY, env WANDB_API_KEY_FILE,"
                    + " file "
                    + directory.resolve("wandb/api-key")
                    + ", secretsmanager (access denied); set WANDB_API_KEY, or put it into the"
                    + " file wandb/api-key below secrets_dir"));
  }

  @Test
  void aMissingOneIsNotSilentAboutFilesWhereNoFolderIsSet() {
    assertThat(missing(Secrets.in(Map.of(), Optional.empty(), redactor)))
        .isEqualTo(
            new Failure.Credentials(
                "wandb.api_key is not set; looked at env WANDB_API_KEY, env WANDB_API_KEY_FILE,"
                    + " no file (no secrets_dir is set); set WANDB_API_KEY, or put it into the"
                    + " file wandb/api-key below secrets_dir"));
  }

  @Test
  void anInstalledStoreIsAskedLast() throws IOException {
    Map<String, String> environment = Map.of("STORE", "far");

    assertThat(value(in(environment), BARE)).contains("far");
    assertThat(in(environment).whereabouts(BARE).from()).contains("store wandb/api-key");
    assertThat(in(environment).find(SecretKey.optional("a.b", "a/b", "A_B"))).isEmpty();
    mount("wandb/api-key", "near");
    assertThat(value(in(environment), BARE)).contains("near");
  }

  @Test
  void anInstalledStoreThatHasNothingIsAmongThePlaces() {
    assertThat(missing(in(Map.of("STORE", "nothing"))).message())
        .contains("api-key, store wandb/api-key; set WANDB_API_KEY");
  }

  @Test
  void anInstalledStoreThatCannotBeOpenedIsReported() {
    Secrets secrets = in(Map.of("STORE", "broken"));

    assertThat(missing(secrets).message())
        .contains("api-key, a distant store (store: no region); set WANDB_API_KEY");
    assertThat(secrets.problems()).containsExactly("store: no region");
  }

  @Test
  void distantSourcesAreOpenedForRequiredKeysThatAreMissingOnly() {
    Secrets near =
        Secrets.of(
            List.of(new EnvironmentSecrets(Map.of("WANDB_API_KEY", "abc"))),
            () -> {
              throw new AssertionError("nobody should ask");
            },
            redactor);
    Secrets far = Secrets.of(List.of(), () -> List.of(Fake.holding("store", 300, "far")), redactor);

    assertThat(value(near, BARE)).contains("abc");
    assertThat(near.find(SecretKey.optional("a.b", "a/b", "A_B"))).isEmpty();
    assertThat(value(far, BARE)).contains("far");
  }

  @Test
  void aValueIsKnownToTheRedactorBeforeAnybodyHasIt() {
    of(Fake.holding("store", 1, "very-secret-value")).whereabouts(BARE);

    assertThat(redactor.redact("it is very-secret-value")).isEqualTo("it is ***");
  }

  @Test
  void aProblemThatQuotesASecretIsRedacted() {
    redactor.learn(Secret.of("very-secret-value"));
    Secrets secrets = of(Fake.broken("store", 1, "no access with very-secret-value"));

    assertThat(secrets.find(BARE)).isEmpty();
    assertThat(secrets.problems()).containsExactly("no access with ***");
  }

  @Test
  void aSecretPrintsAndComparesAsNothing() {
    Secret secret = Secret.of("value");

    assertThat(secret).hasToString("***").isNotEqualTo(Secret.of("value"));
    assertThat(secret.matches("value")).isTrue();
    assertThat(secret.matches("valu")).isFalse();
    assertThat(secret.fingerprint())
        .hasSize(16)
        .isEqualTo(Secret.of("value").fingerprint())
        .isNotEqualTo(Secret.of("other").fingerprint());
    assertThat(new Found(secret, "env A").toString()).doesNotContain("value=value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc/passwd", "/etc/passwd", "a//b", "a/", "", "a b"})
  void anIdThatLeavesItsDirectoryIsRefused(String id) {
    assertThatThrownBy(() -> SecretKey.required("a.b", id, "A"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
