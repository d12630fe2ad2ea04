// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.collect.Lease;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each exit code, reached as a user reaches it.
final class ExitCodeTest {
  @TempDir private Path folder;
  private SkypilotServer server;
  private Console console;

  @BeforeEach
  void start() {
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), InstantSource.system()));
    console = Console.in(folder).with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void code0IsAllRight() {
    assertThat(collect().code()).isZero();
  }

  @Test
  void code1IsFailed() {
    server.fail(Fault.PLAIN_500);
    assertThat(collect().code()).isEqualTo(1);
  }

  @Test
  void code2IsAWrongCommandLine() {
    assertThat(collect("--no-such-option").code()).isEqualTo(2);
  }

  @Test
  void code3IsPartial() {
    server.fail(Fault.CONTROLLER_BROKEN);
    assertThat(collect().code()).isEqualTo(3);
  }

  @Test
  void code4IsCredentials() {
    server.fail(Fault.TOKEN_REFUSED);
    assertThat(collect().code()).isEqualTo(4);
  }

  /// What could not be collected is blamed before what could not be delivered.
  @Test
  void aRunThatFailedBothWaysEndsWithWhatItCouldNotCollect() {
    server.fail(Fault.TOKEN_REFUSED);
    try (FakeIntake intake = FakeIntake.start()) {
      intake.answerNext(404, 20, Map.of());
      console = console.with("DD_URL", intake.url().toString()).with("DD_API_KEY", FakeIntake.KEY);
      Ended ended = collect("--push");
      assertThat(ended.code()).as(ended.all()).isEqualTo(4);
      assertThat(ended.err()).contains("404");
    }
  }

  @Test
  void code6IsAnotherRunThatPushes() {
    try (FakeIntake intake = FakeIntake.start();
        Lease _ = Lease.take(folder.resolve(".local/share/metta"), "skypilot").orElseThrow()) {
      console = console.with("DD_URL", intake.url().toString()).with("DD_API_KEY", FakeIntake.KEY);
      Ended ended = collect("--push");
      assertThat(ended.code()).isEqualTo(6);
      assertThat(ended.err()).contains("another run of skypilot is pushing");
      assertThat(intake.points()).isEmpty();
      assertThat(collect().code()).as("a dry run takes no lease").isZero();
    }
  }

  @Test
  void code7IsAUsedUpQuota() throws IOException {
    HttpServer busy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    busy.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "3600");
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        });
    busy.start();
    try {
      console =
          console.with(
              "SKYPILOT_API_SERVER_ENDPOINT", "http://127.0.0.1:" + busy.getAddress().getPort());
      Ended ended = collect("--deadline", "20s");
      assertThat(ended.code()).as(ended.all()).isEqualTo(7);
    } finally {
      busy.stop(0);
    }
  }

  /// The quota of a service that is read has a code of its own; that Datadog has enough has not.
  @Test
  void aDatadogThatHasEnoughIsAFailure() {
    try (FakeIntake intake = FakeIntake.start()) {
      intake.answerNext(429, 50, Map.of("Retry-After", "3600"));
      console = console.with("DD_URL", intake.url().toString()).with("DD_API_KEY", FakeIntake.KEY);
      Ended ended = collect("--push");
      assertThat(ended.code()).as(ended.all()).isEqualTo(1);
      assertThat(console.run("datadog", "outbox", "drain").code()).isEqualTo(1);
    }
  }

  @Test
  void code78IsAWrongConfiguration() {
    assertThat(collect("--set", "skypilot.page_size=many").code()).isEqualTo(78);
    console = Console.in(folder);
    assertThat(collect().code()).as("without an endpoint").isEqualTo(78);
  }

  private Ended collect(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "datadog";
    arguments[1] = "collect";
    arguments[2] = "skypilot";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return console.run(arguments);
  }
}
