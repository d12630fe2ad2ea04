// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BuildTest {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void layCheckout() throws IOException {
    checkout = Checkout.in(folder);
  }

  @Test
  void theFirstUseBuildsAndSaysSoOnStderrOnly() throws Exception {
    Ended ended = checkout.run("datadog");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).startsWith("process ").contains("runs first");
    assertThat(ended.err())
        .contains("metta: building (first use", "building 1/2 metric", "building 2/2 cli");
    assertThat(Files.readString(checkout.file(".metta/build.log"))).contains("Building cli");
  }

  @Test
  void nothingIsBuiltOrSaidWhenNothingHasChanged() throws Exception {
    checkout.run("datadog");

    Ended ended = checkout.run("datadog");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("runs first");
    assertThat(checkout.mavenCalls()).isOne();
  }

  @Test
  void neitherTheFormatterNorTheTestsKeepAnEditFromRunning() throws Exception {
    checkout.run("datadog");

    assertThat(Files.readString(checkout.file("maven-calls")))
        .contains("-Dspotless.check.skip=true", "-Dmaven.test.skip=true", "-pl cli -am package");
  }

  @Test
  void anEditIsRun() throws Exception {
    checkout.run("datadog");
    checkout.source("second");

    Ended ended = checkout.run("datadog");

    assertThat(ended.out()).contains("runs second").doesNotContain("runs first");
    assertThat(ended.err()).contains("the sources have changed, building");
  }

  @Test
  void aFileThatIsAddedOrRemovedIsNoticed() throws Exception {
    checkout.run("datadog");
    Checkout.write(checkout.sourceNamed("Added.java"), "added\n");
    assertThat(checkout.run("datadog").out()).contains("runs added");

    Files.delete(checkout.sourceNamed("Added.java"));
    assertThat(checkout.run("datadog").out()).contains("runs first").doesNotContain("runs added");
  }

  @Test
  void anOlderFilePutInPlaceOfANewerOneIsNoticed() throws Exception {
    Path older = folder.resolve("Older.java");
    Checkout.write(older, "older\n");
    Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000_000_000L));
    checkout.run("datadog");
    Files.copy(
        older,
        checkout.sourceNamed("Main.java"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(checkout.run("datadog").out()).contains("runs older");
  }

  @Test
  void aNewRoomIsNoticed() throws Exception {
    checkout.run("datadog");
    Checkout.write(checkout.file("collectors/new/pom.xml"), "<project/>");
    checkout.run("datadog");

    assertThat(checkout.mavenCalls()).isEqualTo(2);
  }

  @Test
  void aChangeThatIsTakenBackNeedsNoBuild() throws Exception {
    checkout.run("datadog");
    checkout.source("second");
    checkout.source("first");
    Checkout.write(checkout.sourceNamed(".Main.java.swp"), "an editor's");

    assertThat(checkout.run("datadog").out()).contains("runs first");
    assertThat(checkout.mavenCalls()).isOne();
  }

  /// Where nothing can be written: files only look changed, say after a copy, or are.
  @ParameterizedTest
  @CsvSource({"first, 0", "second, 1"})
  void withoutAPlaceToWriteTheLastBuildServesForItsOwnSourcesOnly(String source, int status)
      throws Exception {
    checkout.run("datadog");
    checkout.source(source);
    String product = "" + checkout.builds().getFirst();

    Ended ended =
        checkout.shell(
            """
            home=${launcher%/*}
            for script in start checkout build; do . "$launcher/$script.sh"; done
            mkdir() { return 1; }
            is_current || build_product
            echo "$product"
            """);

    assertThat(ended.status()).isEqualTo(status);
    assertThat(ended.out()).isEqualTo(status == 0 ? product : "");
    assertThat(ended.err().contains("cannot write to")).isEqualTo(status == 1);
    assertThat(checkout.mavenCalls()).isOne();
  }

  @Test
  void aChangeDuringABuildIsBuiltNextTimeEvenIfItIsTakenBack() throws Exception {
    makeGate();
    try (Started started = checkout.start("datadog")) {
      try (OutputStream gate = Files.newOutputStream(checkout.file("gate"))) {
        checkout.source("changed meanwhile");
        gate.write('\n');
      }
      assertThat(started.end().out()).contains("runs changed meanwhile");
    }
    Files.delete(checkout.file("gate"));
    checkout.source("first");

    assertThat(checkout.run("datadog").out()).contains("runs first");
  }

  @Test
  void aFailedBuildSaysWhyAndRunsNothingOlder() throws Exception {
    checkout.run("datadog");
    checkout.source("mistake");

    Ended ended = checkout.run("datadog");

    assertThat(ended.status()).isOne();
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("metta: the build failed:\n[ERROR] Main.java:[1,1] not a statement\n")
        .contains(".metta/build.log")
        .doesNotContain("Re-run Maven");
    assertThat(checkout.run("datadog").status()).isOne();
  }

  @Test
  void aMistakeThatIsMendedRunsAgain() throws Exception {
    checkout.source("mistake");
    checkout.run("datadog");
    checkout.source("second");

    assertThat(checkout.run("datadog").out()).contains("runs second");
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    makeGate();
    try (Started first = checkout.start("datadog")) {
      OutputStream gate = Files.newOutputStream(checkout.file("gate"));
      try (Started second = checkout.start("datadog")) {
        second.awaitSaying("waiting for process " + first.process().pid());
        gate.write('\n');
        gate.close();

        assertThat(first.end().out()).contains("runs first");
        assertThat(second.end().out()).contains("runs first");
      }
    }
    assertThat(checkout.mavenCalls()).isOne();
  }

  @Test
  void aDeadProcessHoldsNoLock() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.createDirectories(checkout.file(".metta"));
    Files.createSymbolicLink(checkout.file(".metta/lock"), Path.of(Long.toString(ended.pid())));

    assertThat(checkout.run("datadog").out()).contains("runs first");
    assertThat(Files.isSymbolicLink(checkout.file(".metta/lock"))).isFalse();
  }

  @Test
  void aStartThatIsKilledLeavesNothingInTheWay() throws Exception {
    makeGate();
    try (Started started = checkout.start("datadog")) {
      try (OutputStream gate = Files.newOutputStream(checkout.file("gate"))) {
        started.process().destroyForcibly().waitFor();
        gate.flush();
      }
    }
    Files.delete(checkout.file("gate"));

    assertThat(checkout.run("datadog").out()).contains("runs first");
  }

  @Test
  void aTerminatedStartTakesItsBuildDownWithIt() throws Exception {
    makeGate();
    try (Started started = checkout.start("datadog")) {
      try (OutputStream gate = Files.newOutputStream(checkout.file("gate"))) {
        List<ProcessHandle> maven = started.process().descendants().toList();
        started.process().toHandle().destroy();
        assertThat(started.end().status()).isEqualTo(143);
        assertThat(maven).isNotEmpty();
        maven.forEach(process -> process.onExit().join());
        gate.flush();
      }
    }
    assertThat(Files.isSymbolicLink(checkout.file(".metta/lock"))).isFalse();
  }

  @Test
  void aJarThatWasChangedByHandIsNotRun() throws Exception {
    checkout.run("datadog");
    Path build = checkout.builds().getFirst();
    Path jar = build.resolve("lib/metta-cli.jar");
    Files.setLastModifiedTime(build.resolve("laid"), FileTime.fromMillis(0));
    Checkout.write(jar, "tampered\n");

    assertThat(checkout.run("datadog").out()).contains("runs first").doesNotContain("tampered");
  }

  @Test
  void onlyTheLastFewBuildsAreKept() throws Exception {
    runEach("first", "second", "third", "fourth", "fifth");

    assertThat(checkout.builds()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "datadog collect skypilot --watch --push"})
  void aBuildThatALongCommandRunsFromIsKeptUntilThatEnds(String command) throws Exception {
    checkout.run("datadog");
    Path gate = makeGate(folder.resolve("jdk/bin/gate"));
    try (Started lasting = checkout.start(command.split(" ", -1))) {
      try (OutputStream opened = Files.newOutputStream(gate)) {
        runEach("second", "third", "fourth", "fifth");
        assertThat(checkout.builds()).hasSize(4);
        opened.flush();
      }
      assertThat(lasting.end().out()).contains("runs first");
    }

    runEach("sixth");
    assertThat(checkout.builds()).hasSize(3);
  }

  private void runEach(String... texts) throws Exception {
    for (String text : texts) {
      checkout.source(text);
      assertThat(checkout.run("datadog").out()).contains("runs " + text);
    }
  }

  /// Maven waits at its gate until somebody has opened it.
  private void makeGate() throws Exception {
    makeGate(checkout.file("gate"));
  }

  private static Path makeGate(Path gate) throws Exception {
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
    return gate;
  }
}
