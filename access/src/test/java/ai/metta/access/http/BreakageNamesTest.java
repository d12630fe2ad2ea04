// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Breakage.Kind;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The troubles that no server on this machine can make.
class BreakageNamesTest {
  private final BreakageNames names =
      new BreakageNames(Request.get(URI.create("https://api.test/list")), Duration.ofSeconds(10));

  static Stream<Arguments> passing() {
    return Stream.of(
        Arguments.of(
            new NoRouteToHostException("No route to host"),
            Kind.NO_CONNECTION,
            "no route to api.test; is the network up?"),
        Arguments.of(
            new SocketTimeoutException("Connect timed out"),
            Kind.NO_CONNECTION,
            "no connection after 10 s; is a firewall in between?"),
        Arguments.of(new SocketTimeoutException("Read timed out"), Kind.FINAL, "no answer in time"),
        Arguments.of(new SSLException("closed"), Kind.RESET, "TLS failed: closed"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void passingTroubleIsTheServices(IOException trouble, Kind kind, String what) {
    Breakage breakage = names.of(trouble);

    assertThat(breakage.kind()).isEqualTo(kind);
    assertThat(breakage.failure())
        .isEqualTo(new Failure.Service("GET https://api.test/list: " + what, Retry.MAY_HELP));
  }

  static Stream<Arguments> lasting() {
    return Stream.of(
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"),
            "no TLS on this port; should the address begin with http:?"),
        Arguments.of(
            new SSLHandshakeException("No name matching api.test found"),
            "the certificate is not for api.test; is the address right?"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void tryingAgainDoesNotMendACertificate(IOException trouble, String what) {
    Breakage breakage = names.of(trouble);

    assertThat(breakage.kind()).isEqualTo(Kind.FINAL);
    assertThat(breakage.failure())
        .isEqualTo(new Failure.Service("GET https://api.test/list: " + what, Retry.IS_USELESS));
  }
}
