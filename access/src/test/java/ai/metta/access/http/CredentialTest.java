// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialTest {
  private static final String VALUE = "s3cr3t-value-0123456789";
  private static final Secret SECRET = Secret.of(VALUE);

  private final Client client = Client.plain();

  private Service.Got sent(Credential who) throws IOException {
    try (Service service = new Service().answers(200, "")) {
      client.send(Request.get(service.uri("/")).as(who));
      return service.requests().getFirst();
    }
  }

  @Test
  void isSentAsABearerToken() throws IOException {
    assertThat(sent(new Credential.Bearer(SECRET)).header("Authorization"))
        .isEqualTo("Bearer " + VALUE);
  }

  @Test
  void isSentAsUserAndPassword() throws IOException {
    String pair = Base64.getEncoder().encodeToString(("api:" + VALUE).getBytes(UTF_8));

    assertThat(sent(new Credential.Basic("api", SECRET)).header("Authorization"))
        .isEqualTo("Basic " + pair);
  }

  @Test
  void isSentInHeadersOfTheServicesOwn() throws IOException {
    Service.Got got =
        sent(
            new Credential.Several(
                List.of(
                    new Credential.Header("DD-API-KEY", SECRET),
                    new Credential.Header("DD-APPLICATION-KEY", Secret.of("other")))));

    assertThat(got.header("Dd-api-key")).isEqualTo(VALUE);
    assertThat(got.header("Dd-application-key")).isEqualTo("other");
  }

  @Test
  void followsARedirectOnTheSameServerOnly() throws IOException {
    try (Service other = new Service().answers(200, "");
        Service service =
            new Service()
                .answers(302, "", Map.of("Location", "/same"))
                .answers(302, "", Map.of("Location", other.uri("/").toString()))) {
      client.send(Request.get(service.uri("/")).as(new Credential.Bearer(SECRET)));

      assertThat(service.requests())
          .extracting(got -> got.header("Authorization"))
          .containsExactly("Bearer " + VALUE, "Bearer " + VALUE);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void standsInNoMessageEvenWhereTheServiceRepeatsIt() throws IOException {
    try (Service service = new Service().answers(200, "x", Map.of("Content-Encoding", VALUE))) {
      Failure failure =
          client.failure(
              Request.get(service.uri("/?q=" + VALUE)).as(new Credential.Bearer(SECRET)));

      assertThat(failure).isInstanceOf(Failure.Malformed.class);
      assertThat(failure.message()).doesNotContain(VALUE).contains("***");
    }
  }

  @Test
  void thatNoHeaderCanHoldIsRefusedWithoutBeingShown() throws IOException {
    try (Service service = new Service().answers(200, "")) {
      Request request =
          Request.get(service.uri("/")).as(new Credential.Bearer(Secret.of("abc\ndefghi")));

      assertThat(client.failure(request))
          .isEqualTo(
              new Failure.Credentials(
                  request.identity()
                      + ": the credential holds characters that no header can hold; store the"
                      + " bare value on one line"));
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void printsNothingOfItself() {
    assertThat(
            new Credential.Several(
                List.of(
                    new Credential.Bearer(SECRET),
                    new Credential.Basic("somebody", SECRET),
                    new Credential.Header("DD-API-KEY", SECRET))))
        .hasToString("Several[all=[Bearer ***, Basic ***, DD-API-KEY ***]]");
  }

  @Test
  void doesNotStandInTheTextOfARequest() throws IOException {
    try (Service service = new Service().answers(200, "")) {
      Request request =
          Request.get(service.uri("/?token=" + VALUE))
              .as(new Credential.Bearer(SECRET))
              .header("X-Trace", VALUE);

      assertThat(request.toString()).doesNotContain(VALUE).contains("?token=***", "[X-Trace]");
    }
  }
}
