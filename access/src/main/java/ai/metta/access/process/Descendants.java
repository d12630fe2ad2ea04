// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A program and all that it started, also what has outlived its parent: each has the mark of the
/// program in its environment. Where no `/proc` shows that, those are found whose parents live.
///
/// @param mark a value that no other program has
record Descendants(String mark) {
  private static final String VARIABLE = "METTA_CHILD";
  private static final Path PROCESSES = Path.of("/proc");

  /// Those that end may start others while they are looked for.
  private static final int MOST_ROUNDS = 10;

  static Descendants toBe() {
    return new Descendants(UUID.randomUUID().toString());
  }

  void mark(Map<String, String> environment) {
    environment.put(VARIABLE, mark);
  }

  void end(Process process) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<ProcessHandle> all =
          Stream.concat(process.descendants(), marked().stream())
              .filter(ProcessHandle::isAlive)
              .filter(one -> one.pid() != process.pid())
              .distinct()
              .toList();
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      if (all.isEmpty()) {
        return;
      }
    }
  }

  private List<ProcessHandle> marked() {
    try (Stream<Path> processes = Files.list(PROCESSES)) {
      return processes
          .filter(folder -> folder.getFileName().toString().matches("\\d{1,9}"))
          .filter(this::hasMark)
          .flatMap(
              folder -> ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).stream())
          .toList();
    } catch (IOException notLinux) {
      return List.of();
    }
  }

  private boolean hasMark(Path folder) {
    try {
      byte[] environment = Files.readAllBytes(folder.resolve("environ"));
      return new String(environment, UTF_8).contains(VARIABLE + "=" + mark + "\0");
    } catch (IOException endedOrNotOurs) {
      return false;
    }
  }
}
