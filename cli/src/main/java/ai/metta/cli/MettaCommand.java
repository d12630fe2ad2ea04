// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.cli.demo.DemoCommand;
import ai.metta.cli.demo.SandboxCommand;
import ai.metta.cli.invocation.Commands;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.LogForm;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Version;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.serve.ServeCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `metta`: the top of all commands, and the options that every one takes.
@Command(
    name = "metta",
    description = "Engineering observability for ML-research organisations",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      DatadogCommand.class,
      DemoCommand.class,
      SandboxCommand.class,
      ServeCommand.class
    })
final class MettaCommand implements Runnable, Invocation {
  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Configuration file (default: METTA_CONFIG, else ./metta.yaml, else"
              + " ~/.config/metta/metta.yaml)")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting, such as environment=staging; wins over all")
  private Map<String, String> flags = new LinkedHashMap<>();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where the outbox, kept answers and leases live (default: METTA_DATA_DIR, else"
              + " ~/.local/share/metta)")
  private @Nullable String dataDirectory;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description =
          "${COMPLETION-CANDIDATES} (default: auto, which is on a terminal where NO_COLOR is not"
              + " set)")
  private Screen.ColourUse colour = Screen.ColourUse.auto;

  @Option(
      names = "--log-format",
      paramLabel = "STYLE",
      scope = ScopeType.INHERIT,
      description = "Messages on standard error: ${COMPLETION-CANDIDATES} (default: text)")
  private LogForm logForm = LogForm.text;

  MettaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Surroundings surroundings() {
    return surroundings.with(surroundings.screen().with(colour));
  }

  @Override
  public Log log() {
    return new Log(surroundings(), logForm);
  }

  @Override
  public GlobalOptions options() {
    Map<String, String> all = new LinkedHashMap<>(flags);
    Optional.ofNullable(dataDirectory).ifPresent(folder -> all.put("data_dir", folder));
    return new GlobalOptions(Optional.ofNullable(config), all);
  }

  @Override
  public Commands commands() {
    return Main::run;
  }

  @Command(
      name = "completion",
      description = "Print a completion script for bash and zsh",
      footer = {
        "",
        "Completes commands, options, collectors and metrics:",
        "  source <(metta completion)"
      })
  void completion() {
    CommandLine root = commandLine().getParent();
    surroundings.out().print(AutoComplete.bash("metta", root == null ? commandLine() : root));
    surroundings.out().println();
  }

  @Override
  public void run() {
    commandLine().usage(surroundings.err());
    throw new ExitException(Exit.USAGE, "which command?");
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
