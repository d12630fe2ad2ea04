// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebServerTest {
  /// The JDK's server reads them when its first one is made.
  @ParameterizedTest
  @CsvSource({"maxReqTime, 60", "maxRspTime, 120", "idleInterval, 60", "nodelay, true"})
  void whoStallsIsPartedWithAndNoBodyWaitsForItsHeaders(String name, String value)
      throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebServer server = WebServer.start(free, new Router(), new Gate(Optional.empty()))) {
      assertThat(server.address().getPort()).isPositive();
      assertThat(System.getProperty("sun.net.httpserver." + name)).isEqualTo(value);
    }
  }
}
