// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {
  private static final Secret KEY = Secret.of("abc");

  @ParameterizedTest
  @CsvSource({
    "datadoghq.com, https://api.datadoghq.com",
    "us3.datadoghq.com, https://api.us3.datadoghq.com",
    "us5.datadoghq.com, https://api.us5.datadoghq.com",
    "datadoghq.eu, https://api.datadoghq.eu",
    "ap1.datadoghq.com, https://api.ap1.datadoghq.com",
    "ap2.datadoghq.com, https://api.ap2.datadoghq.com",
    "uk1.datadoghq.com, https://api.uk1.datadoghq.com",
    "ddog-gov.com, https://api.ddog-gov.com",
    "us2.ddog-gov.com, https://api.us2.ddog-gov.com",
    "' DataDogHQ.eu ', https://api.datadoghq.eu"
  })
  void everySiteHasItsApiHost(String site, URI base) {
    assertThat(Destination.of(site, KEY).base()).isEqualTo(base);
    assertThat(Destination.of(site, KEY).at("/api/v2/series"))
        .isEqualTo(URI.create(base + "/api/v2/series"));
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

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8125/, http://127.0.0.1:8125",
    "http://metta.monitoring.svc:7700, http://metta.monitoring.svc:7700",
    "https://proxy.test/datadog//, https://proxy.test/datadog",
    "' HTTPS://api.datadoghq.eu ', HTTPS://api.datadoghq.eu",
    "http://[::1]:7700/, http://[::1]:7700"
  })
  void anAddressGoesBeforeTheSite(String url, String base) {
    Destination destination = Destination.of(Optional.of(url), "nonsense", KEY);

    assertThat(destination.base()).isEqualTo(URI.create(base));
    assertThat(destination.at("/api/v1/events")).isEqualTo(URI.create(base + "/api/v1/events"));
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
    assertThat(folder("http://localhost:80/a-b")).isNotEqualTo(folder("http://localhost:80/a/b"));
    assertThat(folder("http://h/" + "a".repeat(200)))
        .isNotEqualTo(folder("http://h/" + "a".repeat(201)));
    assertThat(folder("http://" + "a.".repeat(99) + "eu"))
        .isNotEqualTo(folder("http://" + "a.".repeat(99) + "com"))
        .hasSizeLessThan(200);
    assertThat(folder("http://localhost:80/a/../b")).matches("[a-z0-9.-]+").doesNotContain("/");
  }

  private static String folder(String url) {
    return new Destination(URI.create(url), KEY).folderName();
  }
}
