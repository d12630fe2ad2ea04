// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is who, however GitHub writes them.
final class PersonTest {
  private static final Person ADA = new Person("ada", Person.Kind.HUMAN);

  private static Json json(String text) {
    return GithubApi.parsed("test", text.getBytes(StandardCharsets.UTF_8), _ -> true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ada\",\"email\":\"ada@example.com\",\"user\":{\"login\":\"ADA\"}}",
        "{\"name\":\"A. L.\",\"email\":\"other@example.com\",\"user\":{\"login\":\"ada\"}}",
        "{\"name\":\"Ada\",\"email\":\"4711+Ada@users.noreply.github.com\",\"user\":null}",
        "{\"name\":\"Ada\",\"email\":\"ADA@Users.Noreply.github.com\",\"user\":null}"
      })
  void anAuthorIsOnePersonInAnyCase(String author) {
    assertThat(Person.author(json(author))).contains(ADA);
  }

  /// Each may be nothing by GitHub's schema.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"name\":null,\"email\":null,\"user\":null}",
        "{\"name\":\"Ada\",\"email\":null,\"user\":null}",
        "{\"name\":\"Ada\",\"email\":\"\",\"user\":null}"
      })
  void anAuthorOfWhomNothingIsKnownIsNobody(String author) {
    assertThat(Person.author(json("{\"author\":" + author + "}").at("author"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "Ada", "ADA"})
  void anActorIsOnePersonInAnyCase(String login) {
    Json actor = json("{\"__typename\":\"User\",\"login\":\"%s\"}".formatted(login));
    assertThat(Person.actor(actor)).contains(ADA);
    assertThat(Bots.named(List.of(login)).isHuman(ADA)).isFalse();
  }
}
