// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// GraphQL queries as they travel.
final class GraphQlRequestTest {
  private static final URI SERVER = URI.create("https://api.example.com/graphql");

  private static String body(Request request) {
    return new String(request.body().orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aQueryIsPostedWithItsVariablesByName() {
    Request request =
        GraphQlRequest.post(
            SERVER,
            "query Q($a: Int) {\n  \"ä\"\n}",
            Map.of(
                "text",
                "x\"y",
                "first",
                50,
                "id",
                1L << 40,
                "all",
                true,
                "keys",
                List.of("a", "b")));

    assertThat(request.identity()).isEqualTo("POST https://api.example.com/graphql");
    assertThat(request.body().orElseThrow().mediaType()).isEqualTo("application/json");
    assertThat(request.headers()).containsEntry("Accept", "application/json");
    assertThat(body(request))
        .isEqualTo(
            "{\"query\":\"query Q($a: Int) {\\n  \\\"ä\\\"\\n}\",\"variables\":"
                + "{\"all\":true,\"first\":50,\"id\":1099511627776,\"keys\":[\"a\",\"b\"],\"text\":\"x\\\"y\"}}");
  }

  @Test
  void withoutVariablesThereAreNone() {
    assertThat(body(GraphQlRequest.post(SERVER, "{ viewer }", Map.of())))
        .isEqualTo("{\"query\":\"{ viewer }\",\"variables\":{}}");
  }

  @Test
  void whatIsNoVariableIsNamed() {
    assertThatThrownBy(() -> GraphQlRequest.post(SERVER, "{ a }", Map.of("from", SERVER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variable \"from\" is a URI");
  }
}
