// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.Origin;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.Table;
import ai.metta.collect.Registry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog config`: what this installation says about itself.
@Command(name = "config", description = "Show and check the configuration")
public final class ConfigCommand implements Runnable {
  @ParentCommand private @Nullable Invocation parent;

  private Invocation parent() {
    return Objects.requireNonNull(parent);
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? show or validate");
  }

  @Command(name = "show", description = "Every setting and secret; secrets as ***")
  void show(@Option(names = "--origin", description = "Say where each comes from") boolean origin) {
    Workbench bench = parent().workbench();
    PrintWriter out = bench.surroundings().out();
    Table table = new Table(bench.surroundings().screen());
    for (Settings.Row row : bench.settings().table()) {
      boolean usual =
          row.key().equals(GlobalSettings.DATA_DIRECTORY.key()) && row.value().isEmpty();
      table.row(
          row.key(),
          usual ? bench.dataDirectory().toString() : row.value(),
          origin ? (usual ? new Origin.Fallback().text() : row.origin()) : "");
    }
    List<SecretKey> keys = new ArrayList<>(List.of(Workbench.API_KEY));
    bench.registry().all().forEach(collector -> keys.addAll(collector.profile().secrets()));
    for (SecretKey key : keys) {
      String from = bench.secrets().whereabouts(key).from().orElse("");
      table.row(
          key.key(),
          from.isEmpty() ? "" : "***",
          origin ? (from.isEmpty() ? "not set" : from) : "");
    }
    table.print(out);
  }

  @Command(name = "validate", description = "Say everything that is wrong with it")
  void validate() {
    Invocation top = parent();
    Workbench bench = top.workbench();
    String file =
        Workbench.loader(top.surroundings(), Registry.load(), top.options())
            .file()
            .map(path -> path + ": ")
            .orElse("no configuration file; environment and defaults: ");
    bench.surroundings().out().println(file + "ok");
  }
}
