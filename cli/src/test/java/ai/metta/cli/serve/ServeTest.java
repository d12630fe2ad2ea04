// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.datadog.Destination;
import ai.metta.datadog.Outbox;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.server.LocalDatadog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The local server from the command line, and what is asked of it.
final class ServeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path folder;

  @Test
  void whatIsPushedIsAskedBackWhileItServes() throws IOException {
    try (LocalDatadog server = server()) {
      push(server.url());
      Ended table = query("sum:jobs{*} by {status}.fill(null)");
      assertThat(table.code()).as(table.all()).isZero();
      assertThat(table.out())
          .isEqualToNormalizingNewlines(
              """
              GROUP           LAST  MIN  MAX  POINTS
              status:queued   2     2    2    1       ▁
              status:running  7     7    7    1       ▁
              """);
      Ended json = query("sum:jobs{*}.fill(null)", "-o", "json");
      assertThat(json.out())
          .contains(
              "\"expression\":\"sum:jobs{*}.fill(null, 300)\"", "\"points\":[[1767322980,9.0]]");
      Ended nothing = query("sum:jobs{status:none}");
      assertThat(nothing.code()).isZero();
      assertThat(nothing.err()).contains("No series matches");
      Ended byAddress =
          Console.in(folder.resolve("elsewhere"))
              .at(CLOCK)
              .with("DD_URL", server.url().toString())
              .with("DD_API_KEY", "any")
              .run("datadog", "query", "max:jobs{*}");
      assertThat(byAddress.out()).contains("7");
      LocalServer.of(folder.resolve(".local/share/metta")).announce(server.url().toString());
      Ended ours =
          Console.in(folder)
              .at(CLOCK)
              .with("DD_URL", server.url().toString())
              .run("datadog", "query", "max:jobs{*}");
      assertThat(ours.out()).as("its own server asks for no key: %s", ours.err()).contains("7");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum:jobs{*          | -1h        | 2 | found the end at position 11
          nope(sum:jobs{*})   | -1h        | 2 | nope is no function at position 1
          sum:jobs{*}         | yesterday  | 2 | neither an instant
          sum:jobs{*}         | -1x        | 2 | neither an instant
          sum:jobs{*}         | 2030-01-01T00:00:00Z | 2 | is not before
          """)
  void aQueryThatIsWrongIsTold(String query, String from, int code, String message)
      throws IOException {
    try (LocalDatadog server = server()) {
      assertThat(server.url()).isNotNull();
      Ended ended = query(query, "--from", from);
      assertThat(ended.code()).as(ended.all()).isEqualTo(code);
      assertThat(ended.err()).contains(message);
    }
  }

  @Test
  void withoutAServerOrAKeyThereIsNobodyToAsk() {
    Ended ended = query("sum:jobs{*}");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("metta serve", "DD_API_KEY");
  }

  @Test
  void aServerThatHasEndedUnseenIsToldOf() throws IOException {
    LocalServer.of(folder.resolve(".local/share/metta")).announce("http://127.0.0.1:1");
    Ended ended = query("sum:jobs{*}");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("connection refused");
  }

  @Test
  void itServesUntilItIsEnded() {
    AtomicReference<String> seen = new AtomicReference<>("");
    Path announced = folder.resolve(".local/share/metta/server/address");
    Ended ended =
        Console.in(folder)
            .pausing(_ -> {
              try {
                seen.set(Files.readString(announced));
              } catch (IOException e) {
                seen.set(e.toString());
              }
              throw new InterruptedException("Ctrl-C");
            })
            .run("serve", "--port", "0");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out()).startsWith("http://127.0.0.1:").contains(seen.get());
    assertThat(ended.err()).contains("Listening on http://127.0.0.1:");
    assertThat(announced).doesNotExist();
  }

  @Test
  void aStoreThatGoesOnNoMoreEndsIt() {
    assertThatThrownBy(() ->
            ServeCommand.untilEnded(
                () -> new CountDownLatch(1).await(),
                CompletableFuture.completedFuture("the disk failed")))
        .isInstanceOf(ExitException.class)
        .hasMessageContaining("the disk failed");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void oneThatCannotBeginLeavesAnotherToBeFound() throws IOException {
    try (LocalDatadog server = server()) {
      push(server.url());
      assertThat(serve("--port", Integer.toString(server.url().getPort())).code()).isEqualTo(78);
      assertThat(query("max:jobs{*}").out()).contains("7");
    }
  }

  @Test
  void anotherServersAddressIsNotTakenBack() throws IOException {
    LocalServer announced = LocalServer.of(folder);
    announced.announce("http://127.0.0.1:2");
    announced.withdraw("http://127.0.0.1:1");
    assertThat(announced.url()).contains("http://127.0.0.1:2");
    announced.withdraw("http://127.0.0.1:2");
    assertThat(announced.url()).isEmpty();
  }

  @Test
  void aBrokenStoreIsNotExportedAsAnEmptyOne() throws IOException {
    Path file = folder.resolve(".local/share/metta/server/metrics.duckdb");
    Ended none = serve("--export", "" + folder.resolve("values.csv"));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("there is no store in");
    assertThat(file).doesNotExist();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no database");
    Ended broken = serve("--export", "" + folder.resolve("values.csv"));
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("the store was broken and is now", "--restore");
    assertThat(folder.resolve("values.csv")).doesNotExist();
    Ended nowhere = serve("--export", "" + folder.resolve("none/values.csv"));
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("cannot be written: there is no folder");
    assertThat(serve("--export", "a.csv", "--restore", "b.csv").code()).isEqualTo(2);
  }

  /// The key that a local server does not ask for is no word that an answer may have.
  @Test
  void whatTheServerSaysIsToldAsItIs() throws IOException {
    try (LocalDatadog server = server()) {
      assertThat(server.url()).isNotNull();
      assertThat(query("sum:localhost_jobs{env:local").err()).contains("localhost_jobs{env:local");
    }
  }

  @Test
  void aPortThatIsTakenAndAStoreThatIsInUseAreToldOf() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = serve("--port", Integer.toString(taken.getLocalPort()));
      assertThat(ended.code()).isEqualTo(78);
      assertThat(ended.err()).contains("cannot be listened on", "--port");
    }
    assertThat(serve("--port", "70000").code()).isEqualTo(2);
    assertThat(serve("--port", "0", "--host", "no such host").code()).isEqualTo(2);
  }

  @Test
  void anAddressThatCannotBeWrittenIsNoFaultOfThePort() throws IOException {
    Files.createDirectories(folder.resolve(".local/share/metta/server/address.tmp"));
    Ended ended = serve("--port", "0");
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .contains("the server's address cannot be written into")
        .doesNotContain("--port");
  }

  @Test
  void othersNeedTheTokenThatIsPrinted() {
    Ended ended = serve("--port", "0", "--host", "0.0.0.0");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err()).containsPattern("DD_API_KEY=[0-9a-f]{32} ");
  }

  @Test
  void whatIsKeptIsTakenOutAndBroughtBack() throws IOException {
    Path store = folder.resolve("data/server");
    try (LocalDatadog server = LocalDatadog.start(LocalDatadog.Options.in(store), CLOCK)) {
      push(server.url());
    }
    Path file = folder.resolve("values.csv");
    Ended out =
        Console.in(folder)
            .run("serve", "--export", "" + file, "--data-dir", "" + folder.resolve("data"));
    assertThat(out.out()).isEqualToNormalizingNewlines("Exported 2 values\n");
    Ended in =
        Console.in(folder)
            .run("serve", "--restore", "" + file, "--data-dir", "" + folder.resolve("new"));
    assertThat(in.out()).isEqualToNormalizingNewlines("Restored 2 values\n");
    assertThat(serve("--export", "values.txt").code()).isEqualTo(2);
    assertThat(serve("--restore", "" + folder.resolve("none.csv")).code()).isEqualTo(1);
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    Ended wrong = serve("--restore", "" + other);
    assertThat(wrong.err()).contains(other + " is no table as 'metta serve --export' writes it");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(serve("--port", "0", "--retention", "long").code()).isEqualTo(2);
  }

  private Ended serve(String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of("serve"));
    arguments.addAll(List.of(more));
    try {
      return Console.in(folder).run(arguments.toArray(String[]::new));
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  /// One that the folder's commands find.
  private LocalDatadog server() throws IOException {
    LocalDatadog server =
        LocalDatadog.start(LocalDatadog.Options.in(folder.resolve("store")), CLOCK);
    LocalServer.of(folder.resolve(".local/share/metta")).announce(server.url().toString());
    return server;
  }

  private void push(URI url) {
    Outbox outbox = Outbox.at(folder.resolve("outbox"), new Destination(url, Secret.of("any")));
    outbox
        .series()
        .write(
            List.of(
                Series.gauge(
                    "jobs",
                    Optional.empty(),
                    Tags.of("status", "running"),
                    NOW.minusSeconds(60),
                    7),
                Series.gauge(
                    "jobs",
                    Optional.empty(),
                    Tags.of("status", "queued"),
                    NOW.minusSeconds(60),
                    2)));
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)), CLOCK, new Redactor(), Optional.empty())) {
      assertThat(outbox.drain(http, CLOCK).deliveredPoints()).isEqualTo(2);
    }
  }

  private Ended query(String query, String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of("datadog", "query", query));
    arguments.addAll(List.of(more));
    return Console.in(folder).at(CLOCK).run(arguments.toArray(String[]::new));
  }
}
