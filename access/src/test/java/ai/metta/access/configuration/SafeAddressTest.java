// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.test",
        " HTTPS://api.test:8443/base/ ",
        "http://127.0.0.1:8080",
        "http://127.1.2.3",
        "HTTP://LocalHost/api",
        "http://[::1]:9"
      })
  void aSecretMayBeSentThere(String address) {
    assertThat(SafeAddress.isSafe(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.test",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://localhost.api.test",
        "http://127.api.test",
        "http://127.0.0.1.api.test",
        "http://127.0.0.1@api.test",
        "https://me:key@api.test",
        "http://me@127.0.0.1",
        "ftp://127.0.0.1",
        "https:///path",
        "//127.0.0.1",
        "api.test",
        "https://a b",
        ""
      })
  void aSecretIsSentNowhereElse(String address) {
    assertThat(SafeAddress.isSafe(address)).isFalse();
  }
}
