// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a command to its end and says what it cost, by the kernel's own accounting. Needs Linux.
///
/// @param environment added to this process's own
/// @param folder an existing one for what the command says
record Meter(Map<String, String> environment, Path folder) {
  private static final long SAMPLE_MILLIS = 2;

  Meter {
    environment = Map.copyOf(environment);
    if (!Files.exists(Path.of("/proc/self/status"))) {
      throw new IllegalStateException("peak memory is read from /proc, which only Linux has");
    }
  }

  /// @throws IllegalStateException with what the command said, where it does not end with 0
  Cost run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(output().toFile());
    builder.redirectError(folder.resolve("errors").toFile());
    double cpuBefore = ChildrenUsage.cpuSeconds();
    long started = System.nanoTime();
    Process process = builder.start();
    long peakKibibytes = 0;
    do {
      peakKibibytes = Math.max(peakKibibytes, peakKibibytes(process.pid()));
    } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
    double wallSeconds = (System.nanoTime() - started) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          command
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(folder.resolve("errors")));
    }
    return new Cost(wallSeconds, ChildrenUsage.cpuSeconds() - cpuBefore, peakKibibytes / 1024.0);
  }

  /// What the last command wrote on its standard output.
  Path output() {
    return folder.resolve("output");
  }

  /// The high-water mark so far, so that a sample misses only what a process gains right before it
  /// ends; 0 once it has ended.
  static long peakKibibytes(long process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
