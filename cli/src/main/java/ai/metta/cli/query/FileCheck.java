// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.query;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.lint.Finding;
import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.dashboards.lint.Finding.Quote;
import ai.metta.dashboards.lint.Lint;
import ai.metta.metric.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Checks the queries of dashboards and monitors in files, and prints what is wrong with them.
public final class FileCheck {
  /// What is shown of a query before and behind the place that is meant.
  private static final int SHOWN = 60;

  private final Lint lint;
  private final Surroundings around;
  private final Judging judging;

  /// How one document is judged.
  private interface Judging {
    Lint.Report of(Lint lint, Content content);
  }

  /// A document, and what it is called.
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  public record Content(String name, byte[] json) {}

  /// One that looks at queries only.
  static FileCheck ofQueries(Workbench bench) {
    return new FileCheck(bench, (lint, content) -> lint.check(content.name(), content.json()));
  }

  /// One that looks at what the guide asks of pages too.
  public static FileCheck ofPages(Workbench bench) {
    return new FileCheck(bench, (lint, content) -> lint.page(content.name(), content.json()));
  }

  private FileCheck(Workbench bench, Judging judging) {
    this.judging = judging;
    this.lint =
        Lint.knowing(Pages.subjects(bench.registry(), bench.rows().all()), bench.baseTags().keys());
    this.around = bench.surroundings();
  }

  private record Checked(String name, Lint.Report report) {}

  /// Checks them all, and prints what was found.
  ///
  /// @param paths files, or folders whose files end with `.json`
  /// @return the exit code: 1 where there is an error
  public int runFiles(List<Path> paths, ListForm form) {
    return run(
        paths.stream()
            .flatMap(FileCheck::files)
            .map(file -> new Content(file.toString(), bytes(file)))
            .toList(),
        form);
  }

  /// Checks documents, and prints what was found.
  ///
  /// @return the exit code: 1 where there is an error
  public int run(List<Content> contents, ListForm form) {
    List<Checked> all =
        contents.stream()
            .map(content -> new Checked(content.name(), judging.of(lint, content)))
            .toList();
    if (form == ListForm.json) {
      JsonList.print(all.stream().flatMap(FileCheck::json).toList(), around.out());
    } else {
      all.forEach(this::print);
      around.err().println(summary(all));
    }
    boolean wrong = all.stream().anyMatch(one -> one.report().hasErrors());
    return (wrong ? Exit.FAILED : Exit.OK).code();
  }

  private static Stream<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> inside = Files.walk(path)) {
      List<Path> files =
          inside
              .filter(file -> file.toString().endsWith(".json"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new ExitException(Exit.USAGE, path + ": no file in it ends with .json");
      }
      return files.stream();
    } catch (IOException unread) {
      throw unreadable(path, unread);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unread) {
      throw unreadable(file, unread);
    }
  }

  private static ExitException unreadable(Path path, IOException why) {
    return new ExitException(Exit.USAGE, path + ": cannot be read: " + SystemReason.of(why));
  }

  private void print(Checked checked) {
    if (checked.report().findings().isEmpty()) {
      return;
    }
    PrintWriter out = around.out();
    out.println(checked.name());
    for (Finding finding : checked.report().findings()) {
      String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
      out.println("  " + finding.level().word() + ": " + place + finding.problem());
      finding
          .quote()
          .ifPresent(quote -> pointed(quote).forEach(line -> out.println("    " + line)));
    }
  }

  /// The query, or what of it is near the place that is meant, and a mark below that.
  private static List<String> pointed(Quote quote) {
    String query = quote.query().replaceAll("\\s", " ");
    int from = Math.max(0, quote.position() - SHOWN);
    int to = Math.min(query.length(), quote.position() + SHOWN);
    String before = from > 0 ? "…" : "";
    String shown = before + query.substring(from, to) + (to < query.length() ? "…" : "");
    return List.of(shown, " ".repeat(before.length() + quote.position() - from) + "^");
  }

  private static String summary(List<Checked> all) {
    int queries = all.stream().mapToInt(one -> one.report().queries()).sum();
    List<String> parts =
        new ArrayList<>(
            List.of(
                Counted.of(all.size(), "file"), queries == 1 ? "1 query" : queries + " queries"));
    for (Level level : Level.values()) {
      long count =
          all.stream()
              .flatMap(one -> one.report().findings().stream())
              .filter(finding -> finding.level() == level)
              .count();
      parts.add(Counted.of(count, level.word()));
    }
    return String.join(", ", parts);
  }

  private static Stream<Map<String, Object>> json(Checked checked) {
    return checked.report().findings().stream()
        .map(finding -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("file", checked.name());
          row.put("level", finding.level().word());
          row.put("place", finding.place());
          row.put("problem", finding.problem());
          row.put("query", finding.quote().map(Quote::query));
          row.put("position", finding.quote().map(quote -> quote.position() + 1));
          return row;
        });
  }
}
