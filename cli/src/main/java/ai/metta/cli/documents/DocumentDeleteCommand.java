// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Screen;
import ai.metta.datadog.documents.Live;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `delete` of a dashboard or monitor.
@Command(
    name = "delete",
    description = {
      "Take one away from Datadog.",
      "",
      "By its name where metta manages it, else by its id.",
      ""
    })
final class DocumentDeleteCommand implements Runnable {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Parameters(paramLabel = "NAME", description = "A name or id, see 'list'")
  private String name = "";

  @Option(names = "--yes", description = "Ask nobody")
  private boolean yes;

  @Override
  public void run() {
    DocumentCommand command = Objects.requireNonNull(parent);
    Surroundings around = command.workbench().surroundings();
    LiveDocuments.with(
        command,
        live -> {
          Live one = found(live, command);
          if (!yes) {
            confirm(around, one);
          }
          live.api().delete(one.id());
          around.out().println("Deleted " + one.title() + " (" + one.id() + ")");
          return one;
        });
  }

  private Live found(LiveDocuments live, DocumentCommand command) {
    List<Live> byId = live.sync().all().stream().filter(one -> one.id().equals(name)).toList();
    List<Live> ours = byId.isEmpty() ? live.sync().marked(name) : byId;
    if (ours.size() == 1) {
      return ours.getFirst();
    }
    if (ours.isEmpty()) {
      throw new ExitException(
          Exit.USAGE,
          "no "
              + command.kind().word()
              + " of metta's is called \""
              + name
              + "\"; another is deleted by its id");
    }
    throw new ExitException(
        Exit.USAGE,
        "more than one has the mark of \""
            + name
            + "\": "
            + String.join(" and ", ours.stream().map(one -> one.url().toString()).toList())
            + "; give the id");
  }

  private static void confirm(Surroundings around, Live one) {
    String question = "Delete \"" + one.title() + "\", " + one.url() + "?";
    if (!around.screen().terminals().contains(Screen.Stream.ERR)) {
      throw new ExitException(Exit.USAGE, question + " --yes does it");
    }
    around.err().print(question + " Type yes: ");
    around.err().flush();
    try {
      BufferedReader typed =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      if (!"yes".equals(typed.readLine())) {
        throw new ExitException(Exit.FAILED, "nothing was deleted");
      }
    } catch (IOException unread) {
      throw new ExitException(Exit.FAILED, "nothing was deleted: no answer could be read");
    }
  }
}
