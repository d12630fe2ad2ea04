// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatadogSettingsTest {
  /// What the setting takes is an address that points can be sent to.
  @ParameterizedTest
  @CsvSource({
    "https://host, true",
    "http://127.0.0.1:8080/, true",
    "http://user:password@host:1, false",
    "http://user@host, false",
    "https://host?a=b, false",
    "ftp://host, false",
    "host:8080, false",
  })
  void anAddressIsOneOfADestination(String text, boolean taken) {
    assertThat(DatadogSettings.URL.parse().apply(text).isPresent()).isEqualTo(taken);
    if (taken) {
      assertThat(
              Destination.of(java.util.Optional.of(text), "datadoghq.com", Secret.of("key")).base())
          .hasNoUserInfo();
    }
  }
}
