// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.catalogue.CollectorChoice;
import ai.metta.cli.catalogue.MetricGlob;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Plan;
import ai.metta.collect.Steps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog backfill`: the past of what can be known of it. A dry run unless told to push.
@Command(
    name = "backfill",
    description = {
      "Fill in the past: what can be known of it, at every step, from one reading of each service.",
      "",
      "Nothing is sent unless --push is given. A second push continues where the first ended.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog backfill github --since 30d",
      "  metta datadog backfill github wandb --since 30d --step 1h --push --historical",
      "  metta datadog backfill github --since 7d --metric 'github.prs.*' -o jsonl"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok; also when a metric is absent or unsupported, or cannot be known for the past",
      "1:failed",
      "2:the command line is wrong",
      "3:partial: some metrics failed, or some steps are missing",
      "4:credentials are missing or refused",
      "6:another backfill of the same collector is pushing",
      "7:the service's quota is used up",
      "78:the configuration is wrong or lacks a setting"
    })
public final class BackfillCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Invocation parent;

  @Mixin private CollectorChoice choice = new CollectorChoice();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "D|TIME",
      description = "How far back from --until, such as 30d, or an instant")
  private String since = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "An instant: 2026-01-02T03:04:05Z (default: now)")
  private @Nullable Instant until;

  @Option(
      names = "--step",
      paramLabel = "D",
      description =
          "How far the instants lie apart, such as 15m: on the clock's hours, days and so on"
              + " (default: ${DEFAULT-VALUE})",
      defaultValue = "1h")
  private Duration step = Duration.ofHours(1);

  @Option(names = "--push", description = "Send to Datadog what was found")
  private boolean push;

  @Option(
      names = "--historical",
      description =
          "Say that Datadog takes points older than an hour: historical metrics are switched on"
              + " there, for each metric")
  private boolean historical;

  @Option(names = "--restart", description = "With --push: repeat what is safe already")
  private boolean restart;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.table;

  @Option(
      names = "--deadline",
      paramLabel = "D",
      description =
          "End each collector after this long, such as 90s (default: its own deadline, once for"
              + " each of its windows that is read)")
  private @Nullable Duration deadline;

  /// How a backfill is printed. Lower case, since that is what people type.
  public enum Form {
    table,
    json,
    jsonl
  }

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    if (!push && (historical || restart)) {
      throw new ExitException(
          Exit.USAGE, (historical ? "--historical" : "--restart") + " needs --push");
    }
    MetricGlob wanted = choice.wantedOfThePast(bench);
    Instant now = bench.surroundings().clock().instant();
    Steps steps = steps(now);
    Backfilling backfilling =
        new Backfilling(
            bench,
            choice.collectors(bench),
            choice.asked(),
            steps,
            plan(bench, steps, wanted),
            parent.log(),
            form);
    return (push ? push(backfilling, now) : backfilling.show()).code();
  }

  private Exit push(Backfilling backfilling, Instant now) {
    if (!historical) {
      new HistoryNotice(backfilling).requireNone(now);
    }
    return backfilling.push(
        historical ? Backfilling.Age.ANY : Backfilling.Age.RECENT,
        restart ? Backfilling.Start.ANEW : Backfilling.Start.BEHIND_WHAT_IS_SAFE);
  }

  private Plan plan(Workbench bench, Steps steps, MetricGlob wanted) {
    Plan plan = bench.plan(steps.last()).only(wanted.matching());
    return Optional.ofNullable(deadline).map(plan::within).orElse(plan);
  }

  private Steps steps(Instant now) {
    if (step.compareTo(Duration.ofMinutes(1)) < 0
        || !step.equals(step.truncatedTo(ChronoUnit.SECONDS))) {
      throw new ExitException(
          Exit.USAGE, "--step: points are a minute apart; give 1m or more, in whole seconds");
    }
    Instant last = Optional.ofNullable(until).orElse(now);
    if (last.isAfter(now)) {
      throw new ExitException(
          Exit.USAGE, "--until: " + last + " is yet to come, and nothing is known of it");
    }
    Instant first = first(last);
    return Steps.between(first, last, step)
        .orElseThrow(() ->
            new ExitException(
                Exit.USAGE,
                "no step of "
                    + Durations.print(step)
                    + " lies between "
                    + first
                    + " and "
                    + last
                    + ": give an earlier --since, or a shorter --step"));
  }

  private Instant first(Instant last) {
    try {
      return Durations.parse(since)
          .filter(Duration::isPositive)
          .map(last::minus)
          .orElseGet(() -> Instant.parse(since));
    } catch (DateTimeException | ArithmeticException neither) {
      throw new ExitException(
          Exit.USAGE,
          "--since: \""
              + since
              + "\" is neither a duration such as 30d nor an instant such as 2026-01-02T03:04:05Z");
    }
  }
}
