// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkSearchTest {
  /// Looks for a JDK, with the folders in `$places` for the usual places of this machine.
  private static final String SEARCH =
      """
      . "$launcher/jdk.sh"
      metta_usual_places() { for place in ${places-}; do "$1" "$place"; done; }
      metta_find_java jdk || exit
      echo "$java_home"
      """;

  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void noJavaToBeFound() throws IOException {
    checkout = Checkout.in(folder).without("METTA_JAVA_HOME").with("PATH", pathWithoutJava());
  }

  @Test
  void mettaJavaHomeComesFirst() throws Exception {
    Path named = Checkout.java(folder.resolve("named jdk"), "26");
    Path other = Checkout.java(folder.resolve("other"), "25.0.3");
    checkout.with("METTA_JAVA_HOME", named.toString()).with("JAVA_HOME", other.toString());

    assertThat(checkout.shell(SEARCH)).isEqualTo(new Ended(0, named.toString(), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, nothing, is Java 17",
    "1.8.0_402, nothing, is Java 8",
    "25.0.3, bin/javac, is Java 25 without javac (a JRE)",
    "25.0.3, bin/java, has no bin/java that can be run",
    "25.0.3, release, 'has no release file that names its version'",
    "'', nothing, 'has no release file that names its version'",
  })
  void mettaJavaHomeThatWillNotDoIsRefusedWithTheReason(
      String version, String missing, String reason) throws Exception {
    Path named = Checkout.java(folder.resolve("named"), version);
    Files.deleteIfExists(named.resolve(missing));
    Path other = Checkout.java(folder.resolve("other"), "25.0.3");
    checkout.with("METTA_JAVA_HOME", named.toString()).with("JAVA_HOME", other.toString());

    Ended ended = checkout.shell(SEARCH);

    assertThat(ended.status()).isEqualTo(78);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("METTA_JAVA_HOME names " + named + ", which " + reason);
  }

  @Test
  void mettaJavaHomeThatIsNotThereIsRefused() throws Exception {
    checkout.with("METTA_JAVA_HOME", folder.resolve("gone").toString());

    Ended ended = checkout.run("--version");

    assertThat(ended.status()).isEqualTo(78);
    assertThat(ended.err()).contains(folder.resolve("gone") + ", which is no folder");
    assertThat(checkout.mavenCalls()).isZero();
  }

  @Test
  void javaHomeComesBeforeThePath() throws Exception {
    Path named = Checkout.java(folder.resolve("named"), "25.0.3");
    onThePath(Checkout.java(folder.resolve("path"), "25.0.3"));
    checkout.with("JAVA_HOME", named.toString());

    assertThat(checkout.shell(SEARCH).out()).isEqualTo(named.toString());
  }

  @Test
  void anOldJavaHomeIsPassedOverForTheHomeOfTheJavaOnThePath() throws Exception {
    Path onThePath = Checkout.java(folder.resolve("path"), "25.0.3");
    onThePath(onThePath);
    checkout.with("JAVA_HOME", Checkout.java(folder.resolve("old"), "17.0.15").toString());

    assertThat(checkout.shell(SEARCH).out()).isEqualTo(onThePath.toString());
  }

  @Test
  void ofTheUsualPlacesTheOneNearestToTheTestedVersionIsTaken() throws Exception {
    Path older = Checkout.java(folder.resolve("a"), "21");
    Path newer = Checkout.java(folder.resolve("b"), "27-ea");
    Path nearest = Checkout.java(folder.resolve("c"), "25.0.3");
    checkout.with("places", older + " " + newer + " " + nearest + " " + folder.resolve("none"));

    assertThat(checkout.shell(SEARCH).out()).isEqualTo(nearest.toString());
  }

  @Test
  void theUsualPlacesHoldTheUsersOwn() throws Exception {
    Path jdk = folder.resolve("home/.jdks/temurin-25.0.3");
    Path sdkman = folder.resolve("home/.sdkman/candidates/java/25-tem");
    Files.createDirectories(jdk);
    Files.createDirectories(sdkman);

    Ended ended = checkout.shell(". \"$launcher/jdk.sh\"; metta_usual_places echo");

    assertThat(ended.out().lines()).contains(jdk.toString(), sdkman.toString());
  }

  @Test
  void whenThereIsNoneItSaysWhereItLookedWhatItFoundAndWhatToInstall() throws Exception {
    Path old = Checkout.java(folder.resolve("old"), "17.0.15");
    Path link = Files.createSymbolicLink(folder.resolve("link"), old);
    checkout.with("JAVA_HOME", folder.resolve("gone").toString());
    checkout.with("places", old + " " + link);

    Ended ended = checkout.shell(SEARCH);

    assertThat(ended.status()).isEqualTo(78);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("found no JDK 25 or newer")
        .contains("JAVA_HOME (" + folder.resolve("gone") + ")")
        .containsOnlyOnce("is Java 17")
        .contains("Found:      " + old.toRealPath() + " is Java 17")
        .contains("apt install openjdk-25-jdk", "brew install --cask temurin@25", "25-tem")
        .contains("METTA_JAVA_HOME=/path/to/jdk-25");
  }

  /// As distributions do it: a link to a link to the command.
  private void onThePath(Path home) throws IOException {
    Path alternative = folder.resolve("alternatives/java");
    Files.createDirectories(alternative.getParent());
    Files.createSymbolicLink(alternative, home.resolve("bin/java"));
    Files.createSymbolicLink(folder.resolve("tools/java"), Path.of("../alternatives/java"));
  }

  /// A folder with the two commands that the search calls.
  private String pathWithoutJava() throws IOException {
    Path tools = folder.resolve("tools");
    for (String tool : new String[] {"cat", "readlink"}) {
      for (String place : System.getenv("PATH").split(":", -1)) {
        Path found = Path.of(place, tool);
        if (Files.isExecutable(found)) {
          Checkout.script(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
      }
    }
    return tools.toString();
  }
}
