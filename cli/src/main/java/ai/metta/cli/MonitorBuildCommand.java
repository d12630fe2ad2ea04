// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.monitors.Monitor;
import ai.metta.metric.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor build`.
@Command(name = "build", description = "Write each monitor as Datadog's API takes it")
final class MonitorBuildCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MonitorCommand parent;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "One file a monitor, into this folder (default: one list, to stdout)")
  private @Nullable Path folder;

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Monitor> monitors = MonitorSource.of(bench);
    if (folder == null) {
      bench
          .surroundings()
          .out()
          .print(JsonText.indented(JsonTree.list(monitors.stream().map(Monitor::json).toList())));
      return Exit.OK.code();
    }
    try {
      Files.createDirectories(folder);
      for (Monitor one : monitors) {
        Files.writeString(folder.resolve(one.name() + ".json"), JsonText.indented(one.json()));
      }
    } catch (IOException unwritten) {
      throw new ExitException(
          Exit.FAILED, folder + ": cannot be written: " + SystemReason.of(unwritten));
    }
    bench
        .surroundings()
        .err()
        .println("Wrote " + Counted.of(monitors.size(), "monitor") + " to " + folder);
    return Exit.OK.code();
  }
}
