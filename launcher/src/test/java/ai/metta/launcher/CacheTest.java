// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Some Java machines run old classes from a cache whose jar has changed, without a word
/// (JDK-8377932). Only the cache's name keeps them from it.
class CacheTest {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void layCheckout() throws IOException {
    checkout = Checkout.in(folder);
  }

  /// With a real Java machine: the one that runs this test.
  @Test
  void aChangedJarRunsItsNewCodeFromACacheOfAnotherName() throws Exception {
    checkout.with("METTA_JAVA_HOME", System.getProperty("java.home"));
    checkout.with("METTA_JAVA_OPTS", "-XX:AOTMode=on"); // refuses to start without a usable cache
    buildByCopying("one");
    assertThat(checkout.run("datadog").out()).isEqualTo("one");
    assertThat(checkout.run("datadog")).isEqualTo(new Ended(0, "one", ""));
    List<String> before = checkout.caches();

    buildByCopying("two");
    assertThat(checkout.run("datadog").out()).isEqualTo("two");
    assertThat(checkout.run("datadog")).isEqualTo(new Ended(0, "two", ""));

    assertThat(before).hasSize(1);
    assertThat(checkout.caches()).hasSize(2).containsAll(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"laid", "java_build", "flags", "class_path"})
  void theNameHoldsAllThatACacheIsMadeFrom(String changed) throws Exception {
    String lines =
        """
        . "$launcher/start.sh"
        laid=5ca1ab1e java_build='25.0.3 Nobody' flags=-Xmx1g class_path=/a.jar:/b.jar
        name_cache
        echo "$cache_name"
        %s=changed
        name_cache
        echo "$cache_name"
        """
            .formatted(changed);

    List<String> names = checkout.shell(lines).out().lines().toList();

    assertThat(names).hasSize(2).doesNotHaveDuplicates();
    assertThat(names.getFirst()).startsWith("5ca1ab1e-").endsWith(".aot");
  }

  /// A product that prints the word, in a jar that has the same size and time whatever the word.
  private void buildByCopying(String word) throws IOException {
    Path main = checkout.sourceNamed("Main.java");
    Checkout.write(
        main,
        """
        package ai.metta.cli;

        public class Main {
          public static void main(String[] arguments) {
            System.out.println("%s");
          }
        }
        """
            .formatted(word));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path jar = checkout.file("prepared.jar");
    call("javac", "-d", classes.toString(), main.toString());
    call("jar", "-c", "-f", jar.toString(), "--date=2026-01-01T00:00:00Z", "-C", "" + classes, ".");
    Checkout.script(
        checkout.file("mvnw"),
        """
        #!/bin/sh
        mkdir -p cli/target/lib
        cp prepared.jar cli/target/lib/metta-cli.jar
        """);
  }

  private static void call(String tool, String... arguments) {
    int status = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(status).as(tool).isZero();
  }
}
