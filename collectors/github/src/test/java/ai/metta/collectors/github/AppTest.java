// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.FailureException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Coming as a GitHub App: its key, its signature, and the tokens it gets for it.
final class AppTest {
  private static final KeyPair KEYS = keys();
  static final String PKCS8 = pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());

  /// The same key as GitHub gives it out: PKCS#8 holds the PKCS#1 form after 26 bytes.
  private static final String PKCS1 =
      pem(
          "RSA PRIVATE KEY",
          Arrays.copyOfRange(
              KEYS.getPrivate().getEncoded(), 26, KEYS.getPrivate().getEncoded().length));

  private static final String TOKENS = "POST /app/installations/:n/access_tokens";

  private final ScriptedGithub server = World.served();
  private final AtomicInteger issued = new AtomicInteger();

  @TempDir Path folder;

  AppTest() {
    server.answering(TOKENS, _ -> token(World.NOW.plusSeconds(3600)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply token(Instant expires) {
    return Reply.json(
        201,
        "{\"token\":\"ghs_installation%030d\",\"expires_at\":\"%s\"}"
            .formatted(issued.incrementAndGet(), expires));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  private Collecting app() {
    return World.collecting(server)
        .withoutToken()
        .knowing("GITHUB_APP_ID", "12345")
        .knowing("GITHUB_APP_PRIVATE_KEY", PKCS1)
        .with("github.app_installation_id", "99");
  }

  /// The App, without its installation.
  private Collecting unnamed(String repositories) {
    return Collecting.at(World.NOW)
        .from(server.endpoint())
        .withoutToken()
        .knowing("GITHUB_APP_ID", "12345")
        .knowing("GITHUB_APP_PRIVATE_KEY", PKCS1)
        .with("github.repositories", repositories);
  }

  private static boolean isSigned(String jwt) throws GeneralSecurityException {
    int end = jwt.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(KEYS.getPublic());
    signature.update(jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(end + 1)));
  }

  private static String decoded(String jwt, int part) {
    return new String(
        Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[part]), StandardCharsets.UTF_8);
  }

  static List<String> pems() {
    return List.of(PKCS1, PKCS8, PKCS1.replace("\r", "").replace("\n", "\\n"), PKCS8.strip());
  }

  @ParameterizedTest
  @MethodSource("pems")
  void aKeySignsWhoTheAppIs(String pem) throws GeneralSecurityException {
    String jwt = AppKey.of("12345", Secret.of(pem)).token(World.NOW).reveal();
    assertThat(isSigned(jwt)).isTrue();
    assertThat(decoded(jwt, 0)).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    long now = World.NOW.getEpochSecond();
    assertThat(decoded(jwt, 1))
        .isEqualTo("{\"iat\":%d,\"exp\":%d,\"iss\":\"12345\"}".formatted(now - 60, now + 540));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sesame",
        "-----BEGIN RSA PRIVATE KEY-----\nc2VzYW1l\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VzYW1l\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefusedWithoutShowingIt(String pem) {
    assertThatThrownBy(() -> AppKey.of("12345", Secret.of(pem)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("GITHUB_APP_PRIVATE_KEY")
        .hasMessageNotContaining("c2VzYW1l")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void theAppShowsItsSignatureForATokenAndTheTokenForEverythingElse()
      throws GeneralSecurityException {
    Reported reported = app().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(issued).hasValue(1);
    for (Asked asked : server.asked()) {
      String shown = asked.header("Authorization").replace("Bearer ", "");
      if (asked.kind().equals(TOKENS)) {
        assertThat(asked.uri()).hasPath("/app/installations/99/access_tokens");
        assertThat(isSigned(shown)).isTrue();
      } else {
        assertThat(shown).startsWith("ghs_installation");
      }
    }
  }

  @Test
  void theKeyMayLieInAFile() throws java.io.IOException {
    Path key = Files.writeString(folder.resolve("app.pem"), PKCS8);
    Reported reported =
        World.collecting(server)
            .withoutToken()
            .knowing("GITHUB_APP_ID", "12345")
            .with("github.app_installation_id", "99")
            .with("github.app_private_key_file", key.toString())
            .run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
  }

  @Test
  void theInstallationIsFoundByTheFirstRepository() {
    server.answering("GET /repos/acme/rocket/installation", "{\"id\":4711}");
    Reported reported = unnamed(World.REPOSITORY).run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(server.asked(TOKENS))
        .allMatch(asked -> asked.uri().getPath().equals("/app/installations/4711/access_tokens"));
    assertThat(server.asked("GET /repos/acme/rocket/installation")).hasSize(1);
  }

  /// One that was deleted, or moved to an owner without the App, costs only itself.
  @Test
  void theInstallationIsFoundByTheFirstRepositoryThatHasOne() {
    server.answering(
        "GET /repos/acme/gone/installation", _ -> Reply.json(404, "{\"message\":\"Not Found\"}"));
    server.answering("GET /repos/acme/rocket/installation", "{\"id\":4711}");
    Reported reported = unnamed("acme/gone," + World.REPOSITORY).run();
    assertThat(server.asked(TOKENS))
        .isNotEmpty()
        .allMatch(asked -> asked.uri().getPath().equals("/app/installations/4711/access_tokens"));
    assertThat(reported.values()).isNotEmpty();
  }

  @Test
  void anAppThatIsInstalledForNoneOfTheRepositoriesIsTold() {
    server.answering(
        "GET /repos/acme/gone/installation", _ -> Reply.json(404, "{\"message\":\"Not Found\"}"));
    server.answering(
        "GET /repos/acme/rocket/installation", _ -> Reply.json(404, "{\"message\":\"Not Found\"}"));
    Reported reported = unnamed("acme/gone," + World.REPOSITORY).run();
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.said())
        .contains(
            "/repos/acme/gone/installation: 404; the GitHub App is not installed there: install it"
                + " for the owner of the repositories; no other repository led to an installation")
        .doesNotContain("GITHUB_APP_INSTALLATION_ID");
  }

  @Test
  void anAppThatIsNotInstalledIsToldFromARepositoryThatIsNotThere() {
    server.answering(TOKENS, _ -> Reply.json(404, "{\"message\":\"Not Found\"}"));
    assertThat(app().run().said())
        .contains("404; the GitHub App is not installed there: install it for the owner");
  }

  @Test
  void aTokenThatSoonEndsIsNotUsedUnlessItIsNew() {
    Instant[] now = {World.NOW};
    server.answering(TOKENS, _ -> token(World.NOW.plusSeconds(issued.get() == 0 ? 299 : 3600)));
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            () -> now[0],
            new Redactor(),
            Optional.empty())) {
      AppIdentity identity = identity(http, () -> now[0]);
      Credential first = identity.credential();
      assertThat(identity.credential()).isEqualTo(first);
      now[0] = World.NOW.plusSeconds(61);
      assertThat(identity.credential()).isNotEqualTo(first);
      assertThat(identity.credential()).isEqualTo(identity.credential());
      assertThat(issued).hasValue(2);
    }
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnceForAll() {
    server.disturbedBy((asked, _) ->
        asked.header("Authorization").endsWith("000001")
            ? Reply.json(401, "{\"message\":\"Bad credentials\"}")
            : null);
    Reported reported = app().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(issued).hasValue(2);
  }

  @Test
  void anInstallationThatStaysRefusedEndsTheRun() {
    server.disturbedBy((asked, _) ->
        asked.header("Authorization").contains("ghs_")
            ? Reply.json(401, "{\"message\":\"Bad credentials\"}")
            : null);
    Reported reported = app().run();
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.values()).isEmpty();
    assertThat(reported.said())
        .contains("401 (Bad credentials); GitHub does not take the token that it gave this App")
        .doesNotContain("GITHUB_TOKEN");
    assertThat(server.asked()).hasSizeLessThan(12);
  }

  @Test
  void nothingSecretIsSaidWhateverGoesWrong() {
    server.answering(
        TOKENS, _ -> Reply.json(401, "{\"message\":\"A JSON web token could not be decoded\"}"));
    Redactor redactor = new Redactor();
    Reported reported = app().run(redactor);
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.said())
        .contains("GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY must be of the same App")
        .doesNotContain("eyJ", PKCS1.substring(60, 100));
  }

  private AppIdentity identity(Http http, InstantSource clock) {
    AppRequests app =
        new AppRequests(
            http,
            Endpoint.parse(server.endpoint().toString(), new Redactor()),
            clock,
            AppKey.of("12345", Secret.of(PKCS8)),
            Patience.of(Duration.ofMinutes(5)));
    return new AppIdentity(app, () -> new Installation("99", Optional.empty()));
  }

  /// Each would wait as long as the first, one after another.
  @Test
  void whoeverWaitedForATokenThatCouldNotBeHadIsToldTheSameAndWhoComesLaterAsksAgain() {
    Instant[] now = {World.NOW};
    server.answering(TOKENS, _ -> Reply.json(500, "{}"));
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            () -> now[0],
            new Redactor(),
            Optional.empty())) {
      AppIdentity identity = identity(http, () -> now[0]);
      for (int caller = 0; caller < 3; caller++) {
        assertThatThrownBy(identity::credential).hasMessageContaining(": 500; GitHub could not");
      }
      assertThatThrownBy(() -> identity.renew(new Credential.Bearer(Secret.of("refused-before"))))
          .hasMessageContaining(": 500; GitHub could not");
      assertThat(server.asked(TOKENS)).hasSize(1);
      server.answering(TOKENS, _ -> token(World.NOW.plusSeconds(3600)));
      now[0] = World.NOW.plusSeconds(1);
      assertThat(identity.credential()).isEqualTo(identity.credential());
      assertThat(server.asked(TOKENS)).hasSize(2);
    }
  }

  /// The repository that GitHub Actions runs for may be of another owner.
  @Test
  void anOrganisationsInstallationIsNotLookedUpByTheEnvironmentsRepository() {
    server.answering("GET /orgs/acme/installation", "{\"id\":77}");
    Reported reported =
        Collecting.at(World.NOW)
            .from(server.endpoint())
            .withoutToken()
            .knowing("GITHUB_APP_ID", "12345")
            .knowing("GITHUB_APP_PRIVATE_KEY", PKCS1)
            .knowing("GITHUB_REPOSITORY", "elsewhere/thing")
            .with("github.organisation", "acme")
            .with("github.include", "rocket")
            .run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(server.asked().stream().map(Asked::kind))
        .contains("GET /orgs/acme/installation")
        .doesNotContain("GET /repos/elsewhere/thing/installation");
  }
}
