// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String VALUE = "Pa sS/wö+rD\"\\&x=1@z";

  private final Redactor redactor = new Redactor();

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static Stream<String> forms() {
    String form = URLEncoder.encode(VALUE, UTF_8);
    Base64.Encoder base64 = Base64.getEncoder();
    return Stream.of(
        VALUE,
        VALUE.substring(0, 8),
        VALUE.substring(0, 12),
        VALUE.toUpperCase(Locale.ROOT),
        VALUE.toLowerCase(Locale.ROOT).substring(0, 9),
        new StringBuilder(VALUE).reverse().toString(),
        HexFormat.of().formatHex(bytes(VALUE)),
        HexFormat.of().withUpperCase().formatHex(bytes(VALUE)),
        HexFormat.of().formatHex(bytes(VALUE), 0, 11),
        form.toUpperCase(Locale.ROOT),
        form.toLowerCase(Locale.ROOT),
        form,
        form.replace("+", "%20"),
        form.replace("+", "%20")
            .replaceAll("%2F", "%2f")
            .replaceAll("%C3%B6", "%c3%b6")
            .replaceAll("%2B", "%2b")
            .replaceAll("%5C", "%5c")
            .replaceAll("%3D", "%3d"),
        VALUE.replace("\\", "\\\\").replace("\"", "\\\""),
        base64.encodeToString(bytes(VALUE)),
        base64.encodeToString(bytes("u:" + VALUE)),
        base64.encodeToString(bytes("me:" + VALUE)),
        base64.encodeToString(bytes("api:" + VALUE)),
        base64.encodeToString(bytes("api:" + VALUE + " and more")),
        base64.withoutPadding().encodeToString(bytes(VALUE)),
        Base64.getUrlEncoder().encodeToString(bytes(VALUE)),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("me:" + VALUE)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOfALearnedValueIsTakenOut(String form) {
    redactor.learn(Secret.of(VALUE));

    assertThat(redactor.redact("before <" + form + "> after")).isEqualTo("before <***> after");
    assertThat(redactor.finds("before <" + form + "> after")).isTrue();
  }

  @Test
  void textWithoutASecretStaysAsItIs() {
    redactor.learn(Secret.of(VALUE));
    String text = "GET https://api.test/v1/runs?page=2: 503; the key has 32 characters";

    assertThat(redactor.redact(text)).isEqualTo(text);
    assertThat(redactor.finds(text)).isFalse();
  }

  @Test
  void redactingTwiceChangesNothingMore() {
    redactor.learn(Secret.of(VALUE));
    String once = redactor.redact("Authorization: Bearer " + VALUE + " //u:pw@host ?token=abc");

    assertThat(redactor.redact(once)).isEqualTo(once);
  }

  @Test
  void theBeginningThatAllTokensOfAServiceShareIsNoSecret() {
    redactor.learn(Secret.of("github_pat_11ABCDEFG0123456789"));

    assertThat(redactor.redact("a token begins with github_pat_ there"))
        .isEqualTo("a token begins with github_pat_ there");
    assertThat(redactor.redact("got github_pat_11AB...")).isEqualTo("got ***...");
  }

  @Test
  void aVeryShortSecretIsTakenOutWhereItStandsAlone() {
    redactor.learn(Secret.of("abc"));

    assertThat(redactor.redact("abc, abcd, (abc)")).isEqualTo("***, abcd, (***)");
  }

  /// It would mask half the language otherwise.
  @Test
  void aShortSecretIsNotLookedForBackwards() {
    redactor.learn(Secret.of("drow"));

    assertThat(redactor.redact("a word")).isEqualTo("a word");
  }

  @Test
  void anEmptySecretIsInNoText() {
    redactor.learn(Secret.of(""));

    assertThat(redactor.redact("a b")).isEqualTo("a b");
    assertThat(redactor.finds("a b")).isFalse();
  }

  @Test
  void theLongerOfTwoSecretsWins() {
    redactor.learn(Secret.of("12345678"));
    redactor.learn(Secret.of("1234567890abcdef"));

    assertThat(redactor.redact("1234567890abcdef!")).isEqualTo("***!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorization: Bearer abc.def.ghi       | Authorization: Bearer ***
          "authorization": "token abcdef"         | "authorization": "token ***"
          sent Bearer abcdefghijklmnopqrstuvwx    | sent Bearer ***
          DD-API-KEY: 0123456789abcdef            | DD-API-KEY: ***
          api_key=0123456789abcdef&page=2         | api_key=***&page=2
          https://a.test/?token=abc&page=2        | https://a.test/?token=***&page=2
          https://me:hunter2@a.test/              | https://***@a.test/
          got ghp_abcdefghijkl0123                | got ***
          got sky_abcdefgh                        | got ***
          the key is 0123456789abcdef0123456789abcdef | the key is ***
          """)
  void whatLooksLikeACredentialIsTakenOutUnlearned(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
    assertThat(Redactor.withoutTokens(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit 0123456789abcdef0123456789abcdef01234567",
        "https://a.test/@user/project",
        "set WANDB_API_KEY, or wandb.api_key in metta.yaml",
        "key: page"
      })
  void whatLooksLikeNoCredentialStays(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  static Stream<Failure> failures() {
    return Stream.of(
        new Failure.Configuration("m"),
        new Failure.Credentials("m"),
        new Failure.RateLimit("m", Optional.of(Instant.EPOCH)),
        new Failure.Service("m", Retry.IS_USELESS),
        new Failure.Malformed("m"),
        new Failure.Bug("m"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureStaysOfItsKind(Failure failure) {
    assertThat(redactor.redact(failure)).isEqualTo(failure);
  }

  @Test
  void aFailureLosesTheSecretAndNothingElse() {
    redactor.learn(Secret.of("very-secret-value"));

    assertThat(
            redactor.redact(
                new Failure.RateLimit("with very-secret-value", Optional.of(Instant.EPOCH))))
        .isEqualTo(new Failure.RateLimit("with ***", Optional.of(Instant.EPOCH)));
  }

  @Test
  void printsHowManyItKnowsOnly() {
    redactor.learn(Secret.of("very-secret-value"));

    assertThat(redactor).hasToString("Redactor[1 secrets]");
  }
}
