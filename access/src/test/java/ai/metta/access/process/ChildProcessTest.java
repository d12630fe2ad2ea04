// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private List<String> script(String text) {
    try {
      return List.of("/bin/sh", Files.writeString(directory.resolve("script"), text).toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(InputStream output) throws IOException {
    return new String(output.readAllBytes(), UTF_8);
  }

  private String run(String script) {
    return ChildProcess.run(script(script), ENVIRONMENT, LONG, ChildProcessTest::text);
  }

  private Failure failure(List<String> command, Duration timeout) {
    return catchThrowableOfType(
            FailureException.class,
            () -> ChildProcess.run(command, ENVIRONMENT, timeout, ChildProcessTest::text))
        .failure();
  }

  private Failure failed(String problem) {
    return new Failure.Service(
        "sh " + directory.resolve("script") + ": " + problem, Retry.MAY_HELP);
  }

  @Test
  void givesItsOutputToTheReader() {
    assertThat(run("echo one; echo noise >&2; echo two")).isEqualTo("one\ntwo\n");
  }

  @Test
  void seesTheGivenEnvironmentOnly() {
    String seen =
        ChildProcess.run(
            script("echo \"$ASKED$HOME\""), Map.of("ASKED", "yes"), LONG, ChildProcessTest::text);

    assertThat(seen).isEqualTo("yes\n");
  }

  @Test
  void findsNothingToReadFromItsInput() {
    assertThat(run("cat; echo end")).isEqualTo("end\n");
  }

  @Test
  void failsWithItsCodeAndTheLastThingItSaid() {
    assertThat(failure(script("echo first >&2; echo '  no access ' >&2; echo >&2; exit 3"), LONG))
        .isEqualTo(failed("ended with code 3: no access"));
  }

  @Test
  void failsWithItsCodeWhereItSaidNothing() {
    assertThat(failure(script("exit 4"), LONG)).isEqualTo(failed("ended with code 4"));
  }

  @Test
  void failsWithTheLastLineOfManyThatItSaid() {
    String chatty =
        "i=0; while [ $i -lt 4000 ]; do echo \"line $i of much noise\"; i=$((i+1)); done";

    assertThat(failure(script("{ " + chatty + "; echo last; } >&2; exit 1"), LONG))
        .isEqualTo(failed("ended with code 1: last"));
  }

  @Test
  void itsOwnWordComesBeforeThatOfAReaderThatCannotReadIt() {
    assertThatThrownBy(() ->
            ChildProcess.run(
                script("echo broken; echo 'not logged in' >&2; exit 1"),
                ENVIRONMENT,
                LONG,
                output -> {
                  throw new IOException("not JSON");
                }))
        .hasMessageEndingWith("ended with code 1: not logged in");
  }

  @Test
  void aReadersFailureIsPassedOnWhereTheProgramHadNone() {
    var typed = new FailureException(new Failure.Malformed("not JSON"));

    assertThatThrownBy(() ->
            ChildProcess.run(
                script("echo broken"),
                ENVIRONMENT,
                LONG,
                output -> {
                  throw typed;
                }))
        .isSameAs(typed);
  }

  /// More than a pipe holds: the program still writes when nobody reads any more.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "head -c 1000000 /dev/zero",
        "head -c 1000000 /dev/zero || { echo 'broken pipe' >&2; exit 120; }",
        "exec yes"
      })
  void aReaderThatStopsEarlySaysWhyAndNotTheProgram(String script) {
    var typed = new FailureException(new Failure.Malformed("too long"));

    assertThatThrownBy(() ->
            ChildProcess.run(
                script(script),
                ENVIRONMENT,
                LONG,
                output -> {
                  output.close();
                  throw typed;
                }))
        .isSameAs(typed);
  }

  @Test
  void aReaderThatHasEnoughLeavesTheProgramToItsEnd() {
    String first =
        ChildProcess.run(
            script("echo first; head -c 1000000 /dev/zero || exit 9"),
            ENVIRONMENT,
            LONG,
            output -> {
              try (output) {
                return new String(output.readNBytes("first".length()), UTF_8);
              }
            });

    assertThat(first).isEqualTo("first");
  }

  @Test
  void endsInTimeWithAllItStarted() throws Exception {
    Path pids = directory.resolve("pids");
    List<String> command =
        script("sleep 300 & echo $! >> " + pids + "; echo $$ >> " + pids + "; wait");

    assertThat(failure(command, Duration.ofSeconds(1))).isEqualTo(failed("did not end within 1s"));
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      awaitEnd(Long.parseLong(pid));
    }
  }

  @Test
  void endsInTimeWithWhatHasOutlivedItsParent() throws Exception {
    Path pids = directory.resolve("pids");
    List<String> command =
        script("(sleep 300 & echo $! >> " + pids + "); echo $$ >> " + pids + "; exec sleep 300");

    assertThat(failure(command, Duration.ofSeconds(1))).isEqualTo(failed("did not end within 1s"));
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      awaitEnd(Long.parseLong(pid));
    }
  }

  @Test
  void itsOutputIsWholeWithItsEndThoughWhatItStartedHoldsItOpen() throws IOException {
    Path pid = directory.resolve("pid");
    Path begun = directory.resolve("begun");
    List<String> command =
        script(
            "sleep 300 & echo $! > %s; echo begin; until [ -e %s ]; do sleep 0.1; done; echo end"
                .formatted(pid, begun));

    String output =
        ChildProcess.run(
            command,
            ENVIRONMENT,
            LONG,
            stream -> {
              byte[] first = stream.readNBytes("begin\n".length());
              Files.createFile(begun);
              return new String(first, UTF_8) + text(stream);
            });

    assertThat(output).isEqualTo("begin\nend\n");
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void whatItLeavesRunningOnPurposeStays() throws Exception {
    Path pid = directory.resolve("pid");

    assertThat(run("sleep 300 </dev/null >/dev/null 2>&1 & echo $! > " + pid + "; echo up").strip())
        .isEqualTo("up");

    ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).get();
    assertThat(left.isAlive()).isTrue();
    assertThat(left.destroyForcibly()).isTrue();
  }

  @Test
  void thatClosesItsOutputAndGoesOnHasTheWholeTime() {
    List<String> command = script("exec >&-; exec sleep 300");

    assertThat(failure(command, Duration.ofSeconds(1))).isEqualTo(failed("did not end within 1s"));
  }

  @Test
  void noMessageHoldsASecretThatItWasGiven() {
    Map<String, String> environment =
        Map.of("PATH", "/usr/bin:/bin", "SKY_TOKEN", "planted-secret", "LEVEL_KEY", "info");
    List<String> command =
        List.of("/bin/sh", "-c", "echo \"info $SKY_TOKEN\" >&2; exit 1", "planted-secret");

    assertThatThrownBy(() -> ChildProcess.run(command, environment, LONG, ChildProcessTest::text))
        .hasMessage("sh -c echo \"info $SKY_TOKEN\" >&2; exit 1 ***: ended with code 1: info ***");
  }

  @Test
  void noMessageHoldsWhatLooksLikeACredential() {
    assertThat(
            failure(
                script("echo 'refused Authorization: Bearer abcdefghijklmnop' >&2; exit 1"), LONG))
        .isEqualTo(failed("ended with code 1: refused Authorization: Bearer ***"));
  }

  @Test
  void itsLastWordIsPlainAndShort() {
    String loud = "printf '\\033[31mno access\\033[0m\\n' >&2; exit 1";
    String endless = "head -c 5000 /dev/zero | tr '\\0' x >&2; exit 1";

    assertThat(failure(script(loud), LONG)).isEqualTo(failed("ended with code 1: no access"));
    assertThat(failure(script(endless), LONG).message()).hasSize(501).endsWith("x…");
  }

  /// Fails where the process still runs after a while.
  private static void awaitEnd(long pid) throws Exception {
    CompletableFuture<?> end =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElse(CompletableFuture.completedFuture(null));
    Object _ = end.get(20, TimeUnit.SECONDS);
  }

  @Test
  void whoseOutputCannotBeReadIsSaidInWords() {
    assertThat(
            catchThrowableOfType(
                    FailureException.class,
                    () ->
                        ChildProcess.run(
                            script("echo text"),
                            ENVIRONMENT,
                            LONG,
                            _ -> {
                              throw new MalformedInputException(1);
                            }))
                .failure())
        .isEqualTo(failed("its output cannot be read: not UTF-8 text"));
  }

  @Test
  void thatDoesNotExistIsNamed() {
    assertThat(failure(List.of("/absent/program", "--list"), LONG).message())
        .isEqualTo("program --list: cannot be started: there is no such file or folder");
  }

  @Test
  void isFoundOnThePathOnlyWhereItCanBeRun() throws IOException {
    Files.createFile(directory.resolve("tool"));
    Map<String, String> environment = Map.of("PATH", ":" + directory + ":/bin");

    assertThat(ChildProcess.onPath("tool", environment)).isEmpty();
    assertThat(directory.resolve("tool").toFile().setExecutable(true)).isTrue();
    assertThat(ChildProcess.onPath("tool", environment)).contains(directory.resolve("tool"));
    assertThat(ChildProcess.onPath("sh", environment)).contains(Path.of("/bin/sh"));
    assertThat(ChildProcess.onPath("sh", Map.of())).isEmpty();
  }
}
