// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.cli.screen.Table;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Mark;
import ai.metta.datadog.documents.Live;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `list` of dashboards or monitors: what would be pushed, or what is live.
@Command(
    name = "list",
    description = {
      "All that would be pushed: generated ones, and those of the folder.",
      "With --live all that are there; those that metta manages have a name.",
      ""
    })
final class DocumentListCommand implements Runnable {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Option(names = "--live", description = "Those that are in Datadog, or in the local server")
  private boolean live;

  @Mixin private TemplatesOption templates = new TemplatesOption();
  @Mixin private ListOptions options = new ListOptions();

  @Override
  public void run() {
    DocumentCommand command = Objects.requireNonNull(parent);
    if (live) {
      live(command);
    } else {
      here(command);
    }
  }

  private void here(DocumentCommand command) {
    List<Document> all = templates.existing(command).all();
    Surroundings around = command.workbench().surroundings();
    if (options.form == ListForm.json) {
      JsonList.print(all.stream().map(DocumentListCommand::json).toList(), around.out());
      return;
    }
    Table table = new Table(around.screen(), "NAME", "TITLE");
    all.forEach(one -> table.row(one.name(), title(one)));
    table.print(around.out());
  }

  private static String title(Document one) {
    return one.json().textAt("title").or(() -> one.json().textAt("name")).orElse("–");
  }

  private static Map<String, Object> json(Document one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", one.name());
    row.put("title", title(one));
    one.json().textAt("query").ifPresent(query -> row.put("query", query));
    return row;
  }

  private void live(DocumentCommand command) {
    List<Live> all = LiveDocuments.with(command, there -> there.sync().all());
    Surroundings around = command.workbench().surroundings();
    if (options.form == ListForm.json) {
      JsonList.print(all.stream().map(DocumentListCommand::json).toList(), around.out());
      return;
    }
    Table table = new Table(around.screen(), "ID", "NAME", "TITLE");
    all.forEach(one -> table.row(one.id(), one.mark().map(Mark::name).orElse("–"), one.title()));
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
