// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.collect.Registry;
import ai.metta.metric.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog metrics docs`: the catalogue as files.
@Command(
    name = "docs",
    description = {
      "Write what is declared of every metric, as tables and as metadata.csv.",
      "",
      "The files are a page of tables and, for each collector, one in the columns of",
      "Datadog's own integrations. Without --out the page is printed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog metrics docs --out docs/metrics",
      "  metta datadog metrics docs --out docs/metrics --check"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok",
      "1:with --check: a file is not as declared; or one cannot be written",
      "2:the command line is wrong"
    })
final class MetricDocsCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MetricsCommand parent;

  @Option(names = "--out", paramLabel = "DIR", description = "Write the files into this folder")
  private @Nullable Path folder;

  @Option(
      names = "--check",
      description = "Write nothing; say which files in --out are not as declared")
  private boolean check;

  @Override
  public Integer call() {
    Surroundings around = Objects.requireNonNull(parent).surroundings();
    MetricDocs docs = MetricDocs.of(Registry.load());
    if (folder == null) {
      if (check) {
        throw new ExitException(Exit.USAGE, "--check needs --out: the folder that is checked");
      }
      around.out().print(docs.page());
      return Exit.OK.code();
    }
    Path given = folder;
    Path absolute = around.workingDirectory().resolve(given);
    try {
      return check ? check(docs, absolute, given, around) : write(docs, absolute, given, around);
    } catch (IOException failed) {
      throw new ExitException(Exit.FAILED, given + ": " + SystemReason.of(failed));
    }
  }

  private static int write(MetricDocs docs, Path absolute, Path given, Surroundings around)
      throws IOException {
    Files.createDirectories(absolute);
    for (Map.Entry<String, String> file : docs.files().entrySet()) {
      Files.writeString(absolute.resolve(file.getKey()), file.getValue());
    }
    List<String> stale = stale(docs, absolute);
    for (String name : stale) {
      Files.delete(absolute.resolve(name));
    }
    around
        .out()
        .println(
            "Wrote "
                + Counted.of(docs.files().size(), "file")
                + " to "
                + given
                + (stale.isEmpty() ? "" : "; removed " + String.join(", ", stale)));
    return Exit.OK.code();
  }

  private static int check(MetricDocs docs, Path absolute, Path given, Surroundings around)
      throws IOException {
    TreeSet<String> differ = new TreeSet<>(stale(docs, absolute));
    for (Map.Entry<String, String> file : docs.files().entrySet()) {
      if (!file.getValue().equals(content(absolute.resolve(file.getKey())))) {
        differ.add(file.getKey());
      }
    }
    if (differ.isEmpty()) {
      around
          .out()
          .println(Counted.of(docs.files().size(), "file") + " in " + given + ": as declared");
      return Exit.OK.code();
    }
    throw new ExitException(
        Exit.FAILED,
        "not as declared: "
            + String.join(
                ", ", differ.stream().map(name -> given.resolve(name).toString()).toList())
            + "; './metta datadog metrics docs --out "
            + given
            + "' writes what is");
  }

  private static String content(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException none) {
      return "";
    }
  }

  /// Files of collectors that there are none of any more.
  private static List<String> stale(MetricDocs docs, Path folder) throws IOException {
    List<String> stale = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".csv") && !docs.files().containsKey(name))
            .sorted()
            .forEach(stale::add);
      }
    }
    return stale;
  }
}
