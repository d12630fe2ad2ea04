// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder with the real launcher in it, whose Maven and Java are played by small scripts
/// (`maven.sh`, `java.sh`): the "jar" holds the text of the sources, so a run tells which it is of.
final class Checkout {
  private static final Path ROOT = Path.of(System.getProperty("metta.root"));
  private static final String MAIN = "cli/src/main/java/Main.java";

  private final Path surroundings;
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Checkout(Path surroundings) {
    this.surroundings = surroundings;
    this.folder = surroundings.resolve("a check out");
  }

  /// A checkout that has never been built, with a JDK that will do.
  static Checkout in(Path surroundings) throws IOException {
    Checkout checkout = new Checkout(surroundings);
    checkout.installLauncher();
    write(checkout.file("pom.xml"), "<project/>");
    write(checkout.file("cli/pom.xml"), "<project/>");
    checkout.source("first");
    script(checkout.file("mvnw"), resource("maven.sh"));
    checkout.with("PATH", System.getenv("PATH"));
    checkout.with("HOME", surroundings.resolve("home").toString());
    checkout.with("METTA_JAVA_HOME", java(surroundings.resolve("jdk"), "25.0.3").toString());
    return checkout;
  }

  private void installLauncher() throws IOException {
    script(file("metta"), Files.readString(ROOT.resolve("metta")));
    try (Stream<Path> files = Files.list(ROOT.resolve("launcher"))) {
      for (Path script : files.filter(path -> path.toString().endsWith(".sh")).toList()) {
        write(file("launcher/" + script.getFileName()), Files.readString(script));
      }
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Checkout with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Checkout without(String variable) {
    environment.remove(variable);
    return this;
  }

  void source(String text) throws IOException {
    write(file(MAIN), text + "\n");
  }

  /// A file among the main sources of the room cli.
  Path sourceNamed(String name) {
    return file(MAIN).resolveSibling(name);
  }

  int mavenCalls() throws IOException {
    return lines(file("maven-calls"));
  }

  static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /// The folders of the builds that are kept.
  List<Path> builds() throws IOException {
    try (Stream<Path> folders = Files.list(file(".metta/builds"))) {
      return folders.toList();
    }
  }

  /// The names of all ahead-of-time caches there are.
  List<String> caches() throws IOException {
    try (Stream<Path> files = Files.walk(file(".metta/builds"))) {
      return files
          .map(path -> "" + path.getFileName())
          .filter(name -> name.endsWith(".aot"))
          .toList();
    }
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    return runAs(file("metta"), arguments);
  }

  Ended runAs(Path name, String... arguments) throws IOException, InterruptedException {
    try (Started started = startAs(name, arguments)) {
      return started.end();
    }
  }

  Started start(String... arguments) throws IOException {
    return startAs(file("metta"), arguments);
  }

  private Started startAs(Path name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(name.toString());
    command.addAll(List.of(arguments));
    return Started.start(surroundings, environment, command);
  }

  /// Runs lines of shell, in which `$launcher` is the launcher's folder.
  Ended shell(String lines) throws IOException, InterruptedException {
    List<String> command = List.of("sh", "-c", "launcher=$1\n" + lines, "sh", folder + "/launcher");
    try (Started started = Started.start(surroundings, environment, command)) {
      return started.end();
    }
  }

  /// Makes a folder that passes for a JDK of that version.
  static Path java(Path home, String version) throws IOException {
    write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), resource("java.sh"));
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static void script(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Checkout.class.getResourceAsStream("/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
