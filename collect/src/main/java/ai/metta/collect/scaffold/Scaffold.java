// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/// The first version of a collector.
///
/// @param name of the service: a lower-case letter, then 1 to 15 lower-case letters or digits
/// @param schedule how often it runs unless somebody says otherwise
public record Scaffold(String name, Schedule schedule) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{1,15}");

  /// `collect all` is taken, and so are the metrics below `collector.`.
  private static final Set<String> TAKEN = Set.of("all", "collector", "metta");

  private static final List<String> MAIN =
      List.of("package-info", "XCollector", "XConfig", "XClient", "XSnapshot", "Item", "XMetrics");
  private static final List<String> TEST =
      List.of("XServer", "XContractTest", "XMetricsTest", "ReadmeTest");
  private static final String SERVICES =
      "src/main/resources/META-INF/services/ai.metta.collect.Collector";

  /// @throws FailureException of configuration where no collector may be called so
  public Scaffold {
    if (!NAME.matcher(name).matches()) {
      throw refused(
          name,
          "takes a lower-case letter, then 1 to 15 lower-case letters or digits, since packages,"
              + " metrics and variables are named after it");
    }
    if (SourceVersion.isKeyword(name)) {
      throw refused(name, "is a word of Java's own, and no package can be called so");
    }
    if (TAKEN.contains(name)) {
      throw refused(name, "means something else already");
    }
  }

  private static FailureException refused(String name, String why) {
    return new FailureException(
        new Failure.Configuration("\"" + name + "\" is no name of a collector: it " + why));
  }

  /// Its files, by path below its folder.
  Map<Path, String> files() {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(Path.of("pom.xml"), text("pom.xml"));
    files.put(Path.of("README.md"), text("README.md"));
    MAIN.forEach(file -> files.put(java("main", file), text(file + ".java")));
    files.put(Path.of(SERVICES), text("services"));
    TEST.forEach(file -> files.put(java("test", file), text(file + ".java")));
    return files;
  }

  /// `collectors/demo`
  Path folder() {
    return Path.of("collectors", name);
  }

  private Path java(String tree, String file) {
    String own = file.startsWith("X") ? className() + file.substring(1) : file;
    return Path.of("src", tree, "java", "ai", "metta", "collectors", name, own + ".java");
  }

  private String className() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private String text(String file) {
    try (InputStream template = Scaffold.class.getResourceAsStream(file + ".txt")) {
      return new String(Objects.requireNonNull(template, file).readAllBytes(), UTF_8)
          .replace("@Name@", className())
          .replace("@name@", name)
          .replace("@NAME@", name.toUpperCase(Locale.ROOT))
          .replace("@schedule@", code(schedule.every()))
          .replace("@often@", words(schedule.every()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String code(Duration every) {
    return every.toMinutes() < 60
        ? "Schedule.everyMinutes(" + every.toMinutes() + ")"
        : "Schedule.everyHours(" + every.toHours() + ")";
  }

  private static String words(Duration every) {
    if (every.toMinutes() < 60) {
      return often(every.toMinutes(), "minute");
    }
    return every.toHours() < 24 ? often(every.toHours(), "hour") : "every day";
  }

  private static String often(long number, String unit) {
    return "every " + (number == 1 ? unit : Counted.of(number, unit));
  }
}
