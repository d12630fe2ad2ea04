// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.OptionTypes;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.metric.FailureException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Starts a command and ends with its code.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  static int run(Surroundings surroundings, String... arguments) {
    MettaCommand top = new MettaCommand(surroundings);
    CommandLine line = new CommandLine(top);
    OptionTypes.register(line);
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    new HelpPage(surroundings.screen()).layOut(line);
    line.setParameterExceptionHandler((wrong, _) -> usage(top.log(), wrong));
    line.setExecutionExceptionHandler((thrown, _, _) -> failed(top.log(), thrown));
    int code = line.execute(arguments);
    Optional<String> loss = surroundings.out().loss();
    loss.ifPresent(why -> top.log().ended("the output could not be written: " + why));
    surroundings.err().flush();
    return loss.isPresent() && code == Exit.OK.code() ? Exit.FAILED.code() : code;
  }

  private static int usage(Log log, ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    StringWriter said = new StringWriter();
    try (PrintWriter lines = new PrintWriter(said)) {
      lines.println(wrong.getMessage());
      if (wrong instanceof UnmatchedArgumentException) {
        UnmatchedArgumentException.printSuggestions(wrong, lines);
      }
      lines.print("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    }
    log.ended(said.toString());
    return Exit.USAGE.code();
  }

  private static int failed(Log log, Exception thrown) {
    return switch (thrown) {
      case ExitException ended -> {
        log.ended(String.valueOf(ended.getMessage()));
        yield ended.exit.code();
      }
      case FailureException failure -> {
        log.ended(failure.failure().message());
        yield Exit.of(failure.failure()).code();
      }
      default -> {
        log.ended("a mistake of ours: " + thrown + "; please report it");
        yield Exit.FAILED.code();
      }
    };
  }
}
