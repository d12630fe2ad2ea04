// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.SystemReason;
import ai.metta.access.configuration.Nearest;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.cli.screen.Table;
import ai.metta.dashboards.monitors.Monitor;
import ai.metta.dashboards.monitors.Script;
import ai.metta.dashboards.monitors.ShippedTrials;
import ai.metta.dashboards.monitors.Trial;
import ai.metta.dashboards.monitors.Trial.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor test`.
@Command(
    name = "test",
    description = "Try monitors over written series: the shipped trials, or those of scripts")
final class MonitorTestCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MonitorCommand parent;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Scripts of trials; docs/guide/monitors.md says how they are written")
  private List<Path> files = new ArrayList<>();

  @Mixin private ListOptions options = new ListOptions();

  private record Tried(Trial trial, Verdict verdict) {}

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Tried> all = files.isEmpty() ? shipped() : ofFiles(bench);
    Surroundings around = bench.surroundings();
    if (options.form == ListForm.json) {
      JsonList.print(all.stream().map(MonitorTestCommand::json).toList(), around.out());
    } else {
      Table table = new Table(around.screen(), "RESULT", "MONITOR", "CASE", "WHY");
      all.forEach(one ->
          table.row(
              result(one.verdict()),
              one.trial().monitor(),
              one.trial().about(),
              why(one.trial(), one.verdict())));
      table.print(around.out());
      around.err().println(summary(all));
    }
    boolean failed = all.stream().anyMatch(one -> one.verdict() instanceof Verdict.Failed);
    return (failed ? Exit.FAILED : Exit.OK).code();
  }

  private static List<Tried> shipped() {
    Map<String, JsonTree> monitors = byName(MonitorSource.shipped());
    return ShippedTrials.all().stream()
        .map(trial -> new Tried(trial, trial.of(generated(trial, monitors))))
        .toList();
  }

  private List<Tried> ofFiles(Workbench bench) {
    Map<String, JsonTree> monitors = byName(MonitorSource.of(bench));
    List<Tried> all = new ArrayList<>();
    for (Path file : files) {
      String text = new String(bytes(file), StandardCharsets.UTF_8);
      List<Trial> trials = Script.parse(file.toString(), text);
      if (trials.isEmpty()) {
        throw new ExitException(Exit.USAGE, file + ": holds no case");
      }
      for (Trial trial : trials) {
        JsonTree meant =
            trial.monitor().endsWith(".json")
                ? written(file.resolveSibling(trial.monitor()))
                : generated(trial, monitors);
        all.add(new Tried(trial, trial.of(meant)));
      }
    }
    return all;
  }

  private static Map<String, JsonTree> byName(List<Monitor> monitors) {
    Map<String, JsonTree> byName = new LinkedHashMap<>();
    monitors.forEach(one -> byName.put(one.name(), one.json()));
    return byName;
  }

  private static JsonTree generated(Trial trial, Map<String, JsonTree> monitors) {
    return Optional.ofNullable(monitors.get(trial.monitor()))
        .orElseThrow(() -> unknown(trial, monitors));
  }

  private static ExitException unknown(Trial trial, Map<String, JsonTree> monitors) {
    return new ExitException(
        Exit.USAGE,
        trial.place()
            + ": no monitor \""
            + trial.monitor()
            + "\""
            + Nearest.to(trial.monitor(), monitors.keySet())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("; see 'metta datadog monitor list'"));
  }

  private static JsonTree written(Path file) {
    return JsonText.read(file.toString(), bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unread) {
      throw new ExitException(Exit.USAGE, file + ": cannot be read: " + SystemReason.of(unread));
    }
  }

  private static String result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed() -> "passed";
      case Verdict.Failed _ -> "failed";
      case Verdict.NotEvaluated _ -> "not evaluated";
    };
  }

  private static String why(Trial trial, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed() -> "";
      case Verdict.Failed(String why) -> trial.place() + ": " + why;
      case Verdict.NotEvaluated(String what) -> what + " is not evaluated locally";
    };
  }

  private static String summary(List<Tried> all) {
    long passed = count(all, Verdict.Passed.class);
    long failed = count(all, Verdict.Failed.class);
    long others = count(all, Verdict.NotEvaluated.class);
    return all.size()
        + " cases: "
        + passed
        + " passed, "
        + failed
        + " failed"
        + (others == 0 ? "" : ", " + others + " not evaluated locally");
  }

  private static long count(List<Tried> all, Class<? extends Verdict> kind) {
    return all.stream().filter(one -> kind.isInstance(one.verdict())).count();
  }

  private static Map<String, Object> json(Tried one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("monitor", one.trial().monitor());
    row.put("case", one.trial().about());
    row.put("place", one.trial().place());
    row.put("result", result(one.verdict()).replace(' ', '_'));
    row.put("why", why(one.trial(), one.verdict()));
    return row;
  }
}
