// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.catalogue.CollectorChoice;
import ai.metta.cli.catalogue.MetricGlob;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Exit.Strictness;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Collector;
import ai.metta.collect.Plan;
import ai.metta.datadog.Historical;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog collect`: one run. A dry run unless told to push.
@Command(
    name = "collect",
    description = {
      "Run collectors once and print what they found.",
      "",
      "Nothing is sent unless --push is given.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog collect skypilot",
      "  metta datadog collect all --push",
      "  metta datadog collect skypilot --metric 'skypilot.jobs*' -o jsonl",
      "  metta datadog collect skypilot --watch --every 1m"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok; also when a metric is absent or unsupported",
      "1:failed",
      "2:the command line is wrong",
      "3:partial: some metrics failed, or with --strict have no value",
      "4:credentials are missing or refused",
      "6:another run of the same collector is pushing",
      "7:the service's quota is used up",
      "78:the configuration is wrong or lacks a setting"
    })
public final class CollectCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Invocation parent;

  @Mixin private CollectorChoice choice = new CollectorChoice();

  @Option(names = "--push", description = "Send to Datadog what was collected")
  private boolean push;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.table;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "An instant: 2026-01-02T03:04:05Z (default: this minute)")
  private @Nullable Instant asOf;

  @Option(
      names = "--deadline",
      paramLabel = "D",
      description =
          "End each collector, and with --push the delivery, after this long, such as 90s"
              + " (default: the collector's own; two minutes to deliver)")
  private @Nullable Duration deadline;

  @Option(names = "--watch", description = "Run again and again, until Ctrl-C")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "D",
      description =
          "With --watch: how often, such as 5m (default: the collectors' shortest schedule)")
  private @Nullable Duration every;

  @Option(names = "--verbose", description = "Show every series, also of metrics with many")
  private boolean verbose;

  @Option(names = "--strict", description = "End with 3 when anything is absent or unsupported")
  private boolean strict;

  @Option(
      names = "--historical",
      description = "Push points older than an hour too (Datadog has to be told to take them)")
  private boolean historical;

  /// How a run is printed. Lower case, since that is what people type.
  public enum Form {
    table,
    json,
    jsonl,
    prom
  }

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Collector<?>> collectors = choice.collectors(bench);
    MetricGlob wanted = choice.wanted(bench);
    Round round =
        new Round(
            bench,
            collectors,
            parent.log(),
            new Round.Manner(
                choice.asked(),
                strict ? Strictness.STRICT : Strictness.USUAL,
                historical ? Historical.ALLOWED : Historical.EXPIRED,
                form,
                verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED));
    Optional<Duration> interval = interval(collectors);
    return interval.isEmpty()
        ? collect(round, wanted).code()
        : new Watch(bench.surroundings(), interval.get(), round.log())
            .repeat(() -> again(round, wanted))
            .code();
  }

  private Exit collect(Round round, MetricGlob wanted) {
    Plan plan = plan(round.bench(), wanted);
    if (!push) {
      return round.show(plan);
    }
    return wanted.equals(MetricGlob.ALL) ? round.pushWhole(plan) : round.push(plan);
  }

  /// How often to run; empty for once.
  private Optional<Duration> interval(List<Collector<?>> collectors) {
    Optional<Duration> given = Optional.ofNullable(every);
    if (!watch) {
      if (given.isPresent()) {
        throw new ExitException(Exit.USAGE, "--every needs --watch");
      }
      return Optional.empty();
    }
    if (asOf != null) {
      throw new ExitException(Exit.USAGE, "--as-of is one instant; --watch needs many");
    }
    if (given.filter(interval -> interval.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
      throw new ExitException(Exit.USAGE, "--every: points are a minute apart; give 1m or more");
    }
    return given.or(() ->
        collectors.stream()
            .map(collector -> collector.profile().schedule().every())
            .min(Comparator.naturalOrder()));
  }

  /// One of many: that another run is pushing now is no reason to end.
  private Exit again(Round round, MetricGlob wanted) {
    if (form == Form.table) {
      PrintWriter out = round.bench().surroundings().out();
      out.println();
      out.println(instant(round.bench()));
    }
    try {
      return collect(round, wanted);
    } catch (ExitException ended) {
      if (ended.exit != Exit.LEASED) {
        throw ended;
      }
      round.log().say(String.valueOf(ended.getMessage()));
      return ended.exit;
    }
  }

  private Plan plan(Workbench bench, MetricGlob wanted) {
    Plan all = bench.plan(instant(bench));
    Plan plan = wanted.equals(MetricGlob.ALL) ? all : all.only(wanted.matching());
    return Optional.ofNullable(deadline).map(plan::within).orElse(plan);
  }

  /// The instant asked for, to the second; else this minute.
  private Instant instant(Workbench bench) {
    Instant now = bench.surroundings().clock().instant();
    if (asOf == null) {
      return now.truncatedTo(ChronoUnit.MINUTES);
    }
    if (asOf.isAfter(now)) {
      throw new ExitException(
          Exit.USAGE, "--as-of: " + asOf + " is yet to come, and nothing is known of it");
    }
    return asOf.truncatedTo(ChronoUnit.SECONDS);
  }
}
