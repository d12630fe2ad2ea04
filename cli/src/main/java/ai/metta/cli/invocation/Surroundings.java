// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.access.http.Pause;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Printable;
import ai.metta.cli.screen.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What the process finds around it, so that tests can put something else there.
public record Surroundings(
    Map<String, String> environment,
    Path workingDirectory,
    Path home,
    InstantSource clock,
    Pause pause,
    Output out,
    PrintWriter err,
    Screen screen) {

  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        Path.of("").toAbsolutePath(),
        home(environment),
        InstantSource.system(),
        Pause.sleeping(),
        Output.to(new FileOutputStream(FileDescriptor.out)),
        new PrintWriter(
            new Printable(new OutputStreamWriter(System.err, StandardCharsets.UTF_8)), true),
        Screen.of(
            environment,
            System.getProperty("metta.terminal", ""),
            System.getProperty("metta.columns", "")));
  }

  /// As the shell writes `~`; Java's own answer comes from the user database.
  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home") : home).toAbsolutePath();
  }

  /// The same streams and time, with another environment and no home but a folder.
  public Surroundings aloneIn(Path folder, Map<String, String> other) {
    return new Surroundings(other, folder, folder, clock, pause, out, err, screen);
  }

  /// The same at another time.
  public Surroundings at(InstantSource time) {
    return new Surroundings(environment, workingDirectory, home, time, pause, out, err, screen);
  }

  public Surroundings with(Screen other) {
    return new Surroundings(environment, workingDirectory, home, clock, pause, out, err, other);
  }
}
