// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Mark;
import ai.metta.datadog.documents.Live;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `list` of dashboards or monitors: what is live.
@Command(
    name = "list",
    description = {"All that are live; those that metta manages have a name.", ""})
final class DocumentListCommand implements Runnable {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Mixin private ListOptions options = new ListOptions();

  @Override
  public void run() {
    DocumentCommand command = Objects.requireNonNull(parent);
    List<Live> all = LiveDocuments.with(command, live -> live.sync().all());
    Surroundings around = command.workbench().surroundings();
    if (options.form == ListForm.json) {
      JsonList.print(all.stream().map(DocumentListCommand::json).toList(), around.out());
      return;
    }
    Table table = new Table(around.screen(), "ID", "NAME", "TITLE");
    all.forEach(
        live -> table.row(live.id(), live.mark().map(Mark::name).orElse("–"), live.title()));
    table.print(around.out());
  }

  private static Map<String, Object> json(Live live) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", live.id());
    row.put("name", live.mark().map(Mark::name));
    row.put("title", live.title());
    row.put("url", live.url());
    return row;
  }
}
