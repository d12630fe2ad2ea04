// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  private final Redactor redactor = new Redactor();

  @ParameterizedTest
  @CsvSource({
    "https://api.test, https://api.test/v1",
    "https://api.test/, https://api.test/v1",
    "' http://api.test:8080/base// ', http://api.test:8080/base/v1",
    "http://[::1]:80/, http://[::1]:80/v1"
  })
  void hasABaseThatPathsAreAddedTo(String text, URI expected) {
    Endpoint endpoint = Endpoint.parse(text, redactor);

    assertThat(endpoint.at("/v1")).isEqualTo(expected);
    assertThat(endpoint.credential()).isEmpty();
  }

  @Test
  void givesUpItsPassword() {
    Endpoint endpoint = Endpoint.parse("https://me:p%40ss+word@sky.test/base", redactor);

    assertThat(endpoint.base()).isEqualTo(URI.create("https://sky.test/base"));
    assertThat(endpoint.credential().map(Credential::headers))
        .isEqualTo(Optional.of(Map.of("Authorization", "Basic bWU6cEBzcyt3b3Jk")));
    assertThat(redactor.redact("it was p@ss+word, or p%40ss%2Bword"))
        .isEqualTo("it was ***, or ***");
    assertThat(endpoint.toString()).doesNotContain("ss+word");
  }

  @Test
  void takesANameAloneForAToken() {
    Endpoint endpoint = Endpoint.parse("https://tokentokentoken@sky.test", redactor);

    assertThat(endpoint.base()).isEqualTo(URI.create("https://sky.test"));
    assertThat(redactor.redact("tokentokentoken")).isEqualTo("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sky.test                  | "sky.test" does not begin with http:// or https://
          ftp://sky.test            | "ftp://sky.test" does not begin with http:// or https://
          https://                  | "https://" is not a URL: Expected authority
          https:///path             | "https:///path" names no host
          https://a.test/?x=1       | "https://a.test/?x=1" has a query or fragment; give the base address alone
          https://a.test/#top       | "https://a.test/#top" has a query or fragment; give the base address alone
          https://me:hun ter2@a.tst | "https://***@a.tst" is not a URL: Illegal character in authority
          ftp://me:hunter2@a.test   | "ftp://***@a.test" does not begin with http:// or https://
          """)
  void refusesWhatIsNoBaseAddressWithoutItsPassword(String text, String message) {
    assertThat(Client.failureOf(() -> Endpoint.parse(text, redactor)))
        .isEqualTo(new Failure.Configuration(message));
  }
}
