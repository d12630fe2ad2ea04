// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.http.Pause;
import ai.metta.cli.invocation.Commands;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Runs a command as a user would, in a folder, an environment, a time and on a screen of its own.
public record Console(
    Path folder, Map<String, String> environment, InstantSource clock, Pause pause, Screen screen) {

  public static Console in(Path folder) {
    return new Console(
        folder,
        Map.of("PATH", "/nowhere"),
        InstantSource.system(),
        _ -> {
          throw new InterruptedException("nothing here waits");
        },
        Screen.none());
  }

  public Console with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Console(folder, Map.copyOf(more), clock, pause, screen);
  }

  public Console at(InstantSource time) {
    return new Console(folder, environment, time, pause, screen);
  }

  public Console pausing(Pause how) {
    return new Console(folder, environment, clock, how, screen);
  }

  public Console on(Screen other) {
    return new Console(folder, environment, clock, pause, other);
  }

  /// What runs command lines, for those who are handed it.
  public static Commands commands() {
    return Main::run;
  }

  /// What a command printed, and its code.
  public record Ended(int code, String out, String err) {
    public String all() {
      return out + err;
    }
  }

  public Ended run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            folder,
            clock,
            pause,
            Output.to(out),
            new PrintWriter(err),
            screen);
    int code = Main.run(surroundings, arguments);
    return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
