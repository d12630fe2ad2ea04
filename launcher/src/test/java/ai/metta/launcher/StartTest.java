// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void layCheckout() throws IOException {
    checkout = Checkout.in(folder);
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws Exception {
    Ended ended = checkout.run("datadog", "a  b", "*", "", "'\"$HOME\\");

    assertThat(ended.out())
        .endsWith(
            """
            argument <ai.metta.cli.Main>
            argument <datadog>
            argument <a  b>
            argument <*>
            argument <>
            argument <'"$HOME\\>\
            """);
  }

  @Test
  void endsAsTheJavaProcessItself() throws Exception {
    try (Started started = checkout.start("--version")) {
      assertThat(started.end().out()).startsWith("process " + started.process().pid() + "\n");
    }
  }

  @Test
  void worksThroughLinksFromElsewhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.file("metta"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path relative = Files.createSymbolicLink(bin.resolve("metta"), Path.of("../link"));

    assertThat(checkout.runAs(link).out()).contains("runs first");
    assertThat(checkout.runAs(relative).out()).contains("runs first");
    assertThat(checkout.mavenCalls()).isOne();
  }

  @Test
  void shortCommandsStartSmallWithACacheAndLastingOnesWithAllTheCompilerHas() throws Exception {
    String brief = checkout.run("--verbose", "datadog", "collect").out();
    String lasting = checkout.run("--verbose", "serve").out();
    String demo = checkout.run("demo").out();

    assertThat(List.of(brief, demo))
        .allSatisfy(out ->
            assertThat(out)
                .contains("<-XX:TieredStopAtLevel=1>", "<-XX:+UseSerialGC>", "-XX:AOTCache="));
    assertThat(lasting).doesNotContain("TieredStopAtLevel", "UseSerialGC", "AOTCache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--config metta.yaml serve",
        "--config=metta.yaml serve",
        "--verbose --set site=eu --data-dir data serve",
        "--set --color --color never serve"
      })
  void theValueOfAnOptionIsNoCommand(String commandLine) throws Exception {
    assertThat(checkout.run(commandLine.split(" ")).out()).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void theUsersJavaOptionsComeAfterItsOwn() throws Exception {
    checkout.with("METTA_JAVA_OPTS", "-Xmx1g -Dstar=*");

    String arguments = checkout.run("datadog").out();

    assertThat(arguments).contains("argument <-Dstar=*>");
    assertThat(arguments.lastIndexOf("<-Xmx1g>"))
        .isGreaterThan(arguments.lastIndexOf("<-Xmx256m>"));
  }

  @Test
  void aCacheIsMadeOnceForEachJava() throws Exception {
    checkout.run("datadog");
    checkout.run("datadog");
    Path newer = Checkout.java(folder.resolve("newer"), "25.0.4");
    Ended ended = checkout.with("METTA_JAVA_HOME", newer.toString()).run("datadog");

    assertThat(Checkout.lines(folder.resolve("jdk/bin/trainings"))).isOne();
    assertThat(Checkout.lines(newer.resolve("bin/trainings"))).isOne();
    assertThat(ended.err()).contains("preparing quick starts");
    assertThat(checkout.mavenCalls()).isOne();
  }

  @Test
  void whatAKilledStartHasLeftOfACacheIsRemoved() throws Exception {
    checkout.run("datadog");
    Path build = checkout.builds().getFirst();
    Path cache = build.resolve(checkout.caches().getFirst());
    Path left = build.resolve(cache.getFileName() + ".4711");
    Checkout.write(left.resolve("new.aot"), "half a cache");
    Files.delete(cache);

    checkout.run("datadog");

    assertThat(cache).exists();
    assertThat(left).doesNotExist();
  }

  @Test
  void withoutACacheItStartsAllTheSameAndDoesNotTryAgain() throws Exception {
    Checkout.write(folder.resolve("jdk/bin/untrainable"), "");
    checkout.run("datadog");

    Ended ended = checkout.run("datadog");

    assertThat(ended.status()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("runs first").doesNotContain("AOTCache");
    assertThat(Checkout.lines(folder.resolve("jdk/bin/trainings"))).isOne();
  }

  @Test
  void anInstalledFolderNeedsNoCompilerAndBringsItsOwnJava() throws Exception {
    install();
    Path bundled = Checkout.java(checkout.file("jre"), "25.0.3");
    Files.delete(bundled.resolve("bin/javac"));

    Ended ended = checkout.without("METTA_JAVA_HOME").run("datadog");

    assertThat(ended.out()).contains("runs installed").contains("AOTCache=");
    assertThat(Checkout.lines(bundled.resolve("bin/trainings"))).isOne();
    assertThat(checkout.mavenCalls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/metta-cli.jar", "lib/another.jar"})
  void anInstalledFolderWhoseJarsWereChangedStartsWithoutACache(String changed) throws Exception {
    install();
    checkout.run("datadog");
    makeOlder(checkout.file("laid"));
    Checkout.write(checkout.file(changed), "changed\n");

    Ended ended = checkout.run("datadog");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).doesNotContain("AOTCache");
  }

  @Test
  void aFolderWithNothingToRunSaysSo() throws Exception {
    Files.delete(checkout.file("pom.xml"));

    Ended ended = checkout.run("datadog");

    assertThat(ended.status()).isOne();
    assertThat(ended.err()).contains("no jars in " + checkout.file("lib"));
  }

  @Test
  void aFolderThatJavaCannotReadClassesFromIsNamed() throws Exception {
    Checkout inColon = Checkout.in(Files.createDirectories(folder.resolve("a:b")));

    Ended ended = inColon.run("datadog");

    assertThat(ended.status()).isOne();
    assertThat(ended.err()).contains("a colon in its name; move " + inColon.file("").toRealPath());
    assertThat(inColon.mavenCalls()).isZero();
  }

  private void install() throws IOException {
    Files.delete(checkout.file("pom.xml"));
    Checkout.write(checkout.file("lib/metta-cli.jar"), "installed\n");
    Checkout.write(checkout.file("laid"), "0123456789abcdef\n");
  }

  private static void makeOlder(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 1000));
  }
}
