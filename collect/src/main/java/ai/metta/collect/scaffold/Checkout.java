// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.scaffold;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The source tree of metta.
public final class Checkout {
  private static final String MODULE = "    <module>collectors/";
  private static final String DEPENDENCY = "<artifactId>metta-collector-";
  private static final String ROOM = "- `collectors/";

  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /// The one that a folder is in.
  ///
  /// @throws FailureException of configuration where it is in none
  public static Checkout around(Path folder) {
    for (@Nullable Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (isRoot(at)) {
        return new Checkout(at);
      }
    }
    throw new FailureException(
        new Failure.Configuration(
            folder + " is in no checkout of metta: clone it, and run this in the clone"));
  }

  private static boolean isRoot(Path folder) {
    return Files.isRegularFile(folder.resolve("pom.xml"))
        && Files.isDirectory(folder.resolve("collectors"))
        && Files.isRegularFile(folder.resolve("cli/pom.xml"));
  }

  /// Writes a collector's folder, and the lines that make it known: in the list of modules, on the
  /// command's class path, and on the map of rooms. Where one of these has no place for it, or
  /// there is such a folder already, nothing is written.
  ///
  /// @return what was written, relative to the checkout
  /// @throws FailureException of configuration
  public List<Path> add(Scaffold scaffold) {
    Path folder = scaffold.folder();
    if (Files.exists(root.resolve(folder))) {
      throw refused(folder + " is there already; take another name, or delete it");
    }
    try {
      Map<Path, String> files = new LinkedHashMap<>();
      scaffold.files().forEach((path, text) -> files.put(folder.resolve(path), text));
      known(scaffold.name()).forEach(files::put);
      for (Map.Entry<Path, String> file : files.entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(root));
        Files.writeString(path, file.getValue());
      }
      return List.copyOf(files.keySet());
    } catch (IOException unwritable) {
      throw refused(folder + " cannot be written: " + SystemReason.of(unwritable));
    }
  }

  private Map<Path, String> known(String name) throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    Path modules = Path.of("pom.xml");
    files.put(modules, afterLast(modules, MODULE, List.of(MODULE + name + "</module>")));
    Path command = Path.of("cli", "pom.xml");
    files.put(command, dependency(command, name));
    Path map = Path.of("ARCHITECTURE.md");
    files.put(map, afterLast(map, ROOM, List.of(ROOM + name + "/` – everything about " + name)));
    return files;
  }

  /// The file, with lines more after the last one that begins so.
  private String afterLast(Path file, String start, List<String> more) throws IOException {
    List<String> lines = lines(file);
    int at = last(file, lines, start);
    lines.addAll(at + 1, more);
    return joined(lines);
  }

  /// A copy of the last collector's dependency, with another name.
  private String dependency(Path file, String name) throws IOException {
    List<String> lines = lines(file);
    int named = last(file, lines, "      " + DEPENDENCY);
    int from = named;
    while (from > 0 && !lines.get(from).contains("<dependency>")) {
      from--;
    }
    int until = named;
    while (until < lines.size() - 1 && !lines.get(until).contains("</dependency>")) {
      until++;
    }
    List<String> copy = new ArrayList<>(lines.subList(from, until + 1));
    copy.set(named - from, "      " + DEPENDENCY + name + "</artifactId>");
    lines.addAll(until + 1, copy);
    return joined(lines);
  }

  private List<String> lines(Path file) throws IOException {
    return new ArrayList<>(Files.readAllLines(root.resolve(file)));
  }

  private static int last(Path file, List<String> lines, String start) {
    for (int at = lines.size() - 1; at >= 0; at--) {
      if (lines.get(at).startsWith(start)) {
        return at;
      }
    }
    throw refused(file + " has no line that begins with \"" + start.strip() + "\"");
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static FailureException refused(String why) {
    return new FailureException(new Failure.Configuration(why));
  }
}
