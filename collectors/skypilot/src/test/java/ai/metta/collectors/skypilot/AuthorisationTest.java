// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a run says who it is, and to whom.
final class AuthorisationTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String TOKEN = "sky_0123456789abcdef";

  @Test
  void anOpenServerIsToldNothing() {
    try (HandmadeServer server = HandmadeServer.start()) {
      assertThat(Collecting.at(NOW).from(server.endpoint()).run().outcomes()).isNotEmpty();
      assertThat(authorisations(server)).containsOnly("");
    }
  }

  @Test
  void aTokenIsABearer() {
    try (HandmadeServer server = HandmadeServer.start()) {
      assertThat(withToken(server.endpoint()).outcomes()).isNotEmpty();
      assertThat(authorisations(server)).containsOnly("Bearer " + TOKEN);
    }
  }

  @Test
  void aPasswordInTheAddressIsBasic() {
    try (HandmadeServer server = HandmadeServer.start()) {
      URI endpoint = withPassword(server.endpoint());
      assertThat(Collecting.at(NOW).from(endpoint).run().outcomes()).isNotEmpty();
      String pair = Base64.getEncoder().encodeToString("kit:p@ss".getBytes(StandardCharsets.UTF_8));
      assertThat(authorisations(server)).containsOnly("Basic " + pair);
    }
  }

  @Test
  void aTokenWinsOverAPassword() {
    try (HandmadeServer server = HandmadeServer.start()) {
      assertThat(withToken(withPassword(server.endpoint())).outcomes()).isNotEmpty();
      assertThat(authorisations(server)).containsOnly("Bearer " + TOKEN);
    }
  }

  @Test
  void nobodyElseIsAskedOrToldTheTokenWhateverTheServerRedirectsTo() {
    try (HandmadeServer server = HandmadeServer.start();
        HandmadeServer other = HandmadeServer.start()) {
      String elsewhere = "http://localhost:" + other.endpoint().getPort();
      server.answering("/api/health", HandmadeServer.redirect(elsewhere + "/api/health"));
      assertThat(withToken(server.endpoint()).outcomes()).allMatch(one -> one.failed());
      server
          .speaking("52", "0.13.0")
          .answering("/status", HandmadeServer.redirect(elsewhere + "/status"));
      assertThat(withToken(server.endpoint()).reason("skypilot.clusters"))
          .contains("redirects to localhost");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void noCredentialStandsInAnythingThatIsSaid() {
    try (HandmadeServer server = HandmadeServer.start()) {
      String echo = "{\"detail\":\"bad token " + TOKEN + " or p@ss\"}";
      server.answering("/api/health", HandmadeServer.json(401, echo));
      assertThat(withToken(withPassword(server.endpoint())).result().toString())
          .contains("bad token")
          .doesNotContain(TOKEN)
          .doesNotContain("p@ss");
    }
  }

  private static Reported withToken(URI endpoint) {
    return Collecting.at(NOW).from(endpoint).knowing("SKYPILOT_SERVICE_ACCOUNT_TOKEN", TOKEN).run();
  }

  private static URI withPassword(URI endpoint) {
    return URI.create(endpoint.toString().replace("//", "//kit:p%40ss@"));
  }

  private static List<String> authorisations(HandmadeServer server) {
    return server.asked().stream()
        .map(asked -> String.join(",", asked.headers().getOrDefault("Authorization", List.of())))
        .distinct()
        .toList();
  }
}
