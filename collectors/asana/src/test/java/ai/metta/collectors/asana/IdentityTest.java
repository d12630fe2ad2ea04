// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who asks: a token, or an application that exchanges its id and secret for one.
final class IdentityTest {
  private final AsanaServer server = Workspace.served(1);

  @AfterEach
  void stop() {
    server.close();
  }

  private Trial nobody() {
    return Trial.of(new AsanaCollector(), Workspace.NOW)
        .with("asana.base_url", server.endpoint().toString())
        .with("asana.workspace", Workspace.GID);
  }

  private Trial application(String secret) {
    return nobody()
        .knowing("ASANA_CLIENT_ID", AsanaOptions.CLIENT_ID)
        .knowing("ASANA_CLIENT_SECRET", secret);
  }

  @Test
  void anApplicationGetsItsTokenOnceARun() {
    Report report = application(AsanaOptions.CLIENT_SECRET).run();
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    assertThat(server.requests()).filteredOn("/-/oauth_token"::equals).hasSize(1);
  }

  /// The token is one that Asana refuses.
  @Test
  void anApplicationWinsOverAToken() {
    Report report =
        application(AsanaOptions.CLIENT_SECRET).knowing("ASANA_ACCESS_TOKEN", "revoked").run();
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    assertThat(server.requests()).contains("/-/oauth_token");
  }

  @Test
  void anApplicationThatGetsNoTokenIsToldSoWithoutItsSecret() {
    Report report = application("wrong-asana-secret").run();
    assertThat(report.result().status()).isEqualTo(Status.FAILED);
    assertThat(report.said())
        .contains("401; Asana gives this application no token")
        .doesNotContain("wrong-asana-secret");
  }

  @Test
  void halfAnApplicationIsNone() {
    Report report = nobody().knowing("ASANA_CLIENT_ID", AsanaOptions.CLIENT_ID).run();
    assertThat(report.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(report.said()).contains("asana.token is not set", "ASANA_ACCESS_TOKEN");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void withoutAWorkspaceNothingIsAsked() {
    Report report =
        Trial.of(new AsanaCollector(), Workspace.NOW).knowing("ASANA_ACCESS_TOKEN", "x").run();
    assertThat(report.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(report.said()).contains("no workspace: set ASANA_WORKSPACE");
  }
}
