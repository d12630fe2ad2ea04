// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What settings may say.
final class AsanaConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"https://app.asana.com/api/1.0", "http://127.0.0.1:8080/api/1.0"})
  void theTokenMayBeSentThere(String address) {
    assertThat(Given.settings("asana.base_url", address).get(AsanaConfig.BASE_URL))
        .isEqualTo(address);
  }

  /// In clear text it would travel in a header, and an application's secret in a form.
  @ParameterizedTest
  @ValueSource(strings = {"http://app.asana.com/api/1.0", "https://me:key@app.asana.com"})
  void theTokenIsSentNowhereElse(String address) {
    assertThatThrownBy(() -> Given.settings("asana.base_url", address))
        .hasMessageContaining("asana.base_url")
        .hasMessageContaining("http leads to this machine only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asana.workspace|Metta",
        "asana.projects|all, 12",
        "asana.bugs_project|Bugs",
        "asana.bugs_project|' 12'",
        "asana.triage_sections|,",
        "asana.high_values|,",
        "asana.time_zone|Mars/Olympus",
        "asana.requests_per_minute|0",
      })
  void whatMeansNothingIsRefused(String setting, String value) {
    assertThatThrownBy(() -> Given.settings(setting, value)).hasMessageContaining(setting);
  }
}
