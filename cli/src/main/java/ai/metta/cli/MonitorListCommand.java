// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.monitors.Monitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor list`.
@Command(name = "list", description = "Every monitor that follows from what is declared")
final class MonitorListCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MonitorCommand parent;

  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Monitor> monitors = MonitorSource.of(bench);
    if (options.form == ListForm.json) {
      JsonList.print(
          monitors.stream().map(MonitorListCommand::json).toList(), bench.surroundings().out());
    } else {
      Table table = new Table(bench.surroundings().screen(), "MONITOR", "PRIORITY", "QUERY");
      monitors.forEach(
          one -> table.row(one.name(), Integer.toString(one.urgency().priority()), one.query()));
      table.print(bench.surroundings().out());
    }
    return Exit.OK.code();
  }

  private static Map<String, Object> json(Monitor one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", one.name());
    row.put("title", one.title());
    row.put("priority", one.urgency().priority());
    row.put("query", one.query());
    row.put("tags", one.tags());
    return row;
  }
}
