// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {
  static final List<String> sites = Destination.SITES;

  private static final Secret KEY = Secret.of("abc");

  @ParameterizedTest
  @FieldSource("sites")
  void everySiteHasItsApiHost(String site) {
    assertThat(Destination.of(site, KEY).at("/api/v2/series"))
        .isEqualTo(URI.create("https://api." + site + "/api/v2/series"));
  }

  @Test
  void aSiteThatIsNoneOfDatadogsGetsNoKey() {
    assertThatThrownBy(() -> Destination.of("datadohq.com", KEY))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Configuration.class))
        .hasMessageContaining("datadohq.com")
        .hasMessageContaining("ap2.datadoghq.com")
        .hasMessageContaining("DD_URL");
  }

  @Test
  void anAddressGoesBeforeTheSite() {
    assertThat(Destination.of(Optional.of("http://127.0.0.1:8125/"), "nonsense", KEY).base())
        .isEqualTo(URI.create("http://127.0.0.1:8125"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ftp://host",
        "http://user:hunter22@host",
        "http://h/?key=hunter22",
        "http://[",
        "a b"
      })
  void anAddressThatIsNoneIsRefusedWithoutRepeatingWhatMayBeSecret(String url) {
    assertThatThrownBy(() -> Destination.of(Optional.of(url), "datadoghq.com", KEY))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Configuration.class))
        .hasMessageContaining("DD_URL")
        .hasMessageNotContaining("hunter22");
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertThatThrownBy(() -> Destination.of("datadoghq.eu", Secret.of(" ")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("DD_API_KEY");
  }

  @Test
  void eachAddressAndEachKeyHasAFolderOfItsOwnThatDoesNotTellTheKey() {
    Destination one = Destination.of("datadoghq.eu", KEY);

    assertThat(one.folderName()).isEqualTo("https-api.datadoghq.eu-ba7816bf8f01");
    assertThat(Destination.of("datadoghq.eu", Secret.of("abd")).folderName())
        .isNotEqualTo(one.folderName());
    assertThat(new Destination(URI.create("http://localhost:80/a/../b"), KEY).folderName())
        .matches("[a-z0-9.-]+")
        .doesNotContain("/");
  }
}
