// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessTest {
  private static final Access BASIC = new Access.Basic("reader", "made-up-password");
  private static final Access ACCOUNT = new Access.ServiceAccount("metrics", "sky_made-up-token");

  @Test
  void isOpenToAnyoneByDefault() {
    assertThat(ask(Access.open(), "/status").statusCode()).isEqualTo(200);
    HttpResponse<String> response =
        ask(Access.open(), "/status", "Authorization", "Bearer sky_made-up-token");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("{\"detail\":\"Service account authentication disabled\"}");
  }

  @Test
  void asksForBasicAuthenticationInBareStrings() {
    HttpResponse<String> nobody = ask(BASIC, "/status");
    HttpResponse<String> wrong = ask(BASIC, "/status", "Authorization", basic("reader:guess"));
    HttpResponse<String> right =
        ask(BASIC, "/status", "Authorization", basic("reader:made-up-password"));

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).isEqualTo("\"Authentication required\"");
    assertThat(nobody.headers().firstValue("www-authenticate"))
        .contains("Basic realm=\"SkyPilot\"");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("\"Invalid credentials\"");
    assertThat(right.statusCode()).isEqualTo(200);
  }

  @Test
  void takesAServiceAccountsToken() {
    HttpResponse<String> wrong = ask(ACCOUNT, "/status", "Authorization", "Bearer sky_other");
    HttpResponse<String> foreign = ask(ACCOUNT, "/status", "Authorization", "Bearer abc");

    assertThat(ask(ACCOUNT, "/status").body()).isEqualTo("\"Authentication required\"");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("{\"detail\":\"Invalid or expired service account token\"}");
    assertThat(wrong.headers().firstValue("www-authenticate")).isEmpty();
    assertThat(foreign.body()).isEqualTo("\"Invalid authentication method\"");
    assertThat(ask(ACCOUNT, "/status", "Authorization", "Bearer sky_made-up-token").statusCode())
        .isEqualTo(200);
  }

  @Test
  void leavesHealthOpenAndTellsThereWhoIsAsking() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small().withAccess(BASIC));
        Client nobody = new Client(server);
        Client reader = new Client(server, "Authorization", basic("reader:made-up-password"))) {
      Map<String, Object> anonymous = Json.object(nobody.get("/api/health").body());
      Map<String, Object> named = Json.object(reader.get("/api/health").body());

      assertThat(anonymous).containsEntry("basic_auth_enabled", true).containsEntry("user", null);
      assertThat(Json.object(named.get("user")))
          .containsEntry("name", "reader")
          .containsKeys("password", "created_at");
      assertThat(named.toString()).doesNotContain("made-up-password");
    }
  }

  @Test
  void tellsNoVersionWithARefusal() {
    HttpResponse<String> refused =
        ask(BASIC, "/status", "X-SkyPilot-API-Version", "52", "X-SkyPilot-Version", "0.13.0");

    assertThat(refused.headers().firstValue("x-skypilot-api-version")).isEmpty();
    assertThat(refused.headers().firstValue("x-skypilot-request-id")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"V18", "V52"})
  void runsWorkAsTheAccountThatAskedForIt(ServerVersion version) {
    SkypilotOptions options = Servers.options(7, 60, version).withAccess(ACCOUNT);
    try (SkypilotServer server = SkypilotServer.start(options);
        Client client = new Client(server, "Authorization", "Bearer sky_made-up-token")) {
      Map<String, Object> envelope =
          Json.object(client.fetch("/jobs/queue/v2", "{\"all_users\":true}").body());

      assertThat((String) envelope.get("user_id")).startsWith("sa-");
      assertThat(Json.object(client.get("/users/role").body())).containsEntry("name", "metrics");
    }
  }

  @Test
  void printsNoSecret() {
    assertThat(BASIC.toString()).doesNotContain("made-up-password");
    assertThat(ACCOUNT.toString()).doesNotContain("made-up-token");
    assertThatThrownBy(() -> new Access.ServiceAccount("metrics", "oops-a-password"))
        .hasMessageContaining("sky_")
        .message()
        .doesNotContain("oops");
  }

  private static HttpResponse<String> ask(Access access, String path, String... headers) {
    try (SkypilotServer server = SkypilotServer.start(Servers.small().withAccess(access));
        Client client = new Client(server, headers)) {
      return client.post(path, "{}");
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
