// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.cli.backfill.BackfillCommand;
import ai.metta.cli.backfill.Backfilling;
import ai.metta.cli.backfill.StepProgress;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.simulation.Simulation;
import ai.metta.collect.Backfill;
import ai.metta.collect.Collector;
import ai.metta.collect.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The past of a demo: what can be known of it by a backfill, in strides that get shorter, and what
/// services show of the present only by visits to it.
///
/// @param bench where all of it goes
/// @param archival the same, and reads what a runner has put away
/// @param folder for what is of no use afterwards
/// @param lifetime ends it where it is
record DemoHistory(
    Workbench bench,
    Workbench archival,
    Simulation simulation,
    Path folder,
    Log log,
    Lifetime lifetime) {
  /// How far back it goes.
  static final Duration LENGTH = Duration.ofDays(30);

  private static final Duration WEEK = Duration.ofDays(7);

  /// Whose services show little of the past.
  private static final List<String> OF_THE_PRESENT =
      List.of("skypilot", "ec2", "kubernetes", "asana");

  /// Whose services show most of it.
  private static final List<String> OF_THE_PAST = List.of("github", "wandb", "training", "eval");

  /// Of whom the health grid lacks something then: a row, or that they ran.
  private static final List<String> OF_HEALTH = List.of("github", "wandb");

  /// A length of time up to now, and how far instants in it lie apart.
  private record Stride(Duration back, Duration every) {
    Optional<Steps> until(Instant now, Optional<Instant> filled) {
      Instant since = now.minus(back);
      Instant first = filled.filter(since::isBefore).orElse(since);
      return Steps.between(first, now, every);
    }
  }

  private static final Stride FIRST = new Stride(WEEK, Duration.ofHours(3));
  private static final List<Stride> STRIDES =
      List.of(new Stride(LENGTH, Duration.ofHours(4)), new Stride(WEEK, Duration.ofHours(1)));

  private static final Stride DAILY = new Stride(WEEK, Duration.ofHours(24));
  private static final Stride MONTH = new Stride(LENGTH, Duration.ofHours(24));

  /// The newest first, each further back and further apart.
  private static final List<Stride> VISITS =
      List.of(
          new Stride(Duration.ofDays(2), Duration.ofHours(3)),
          new Stride(WEEK, Duration.ofHours(12)),
          MONTH);

  /// What ends it where it is.
  private static final class OverException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// The health of the last week, and no more.
  void first(Instant now) {
    Set<String> measuring = new LinkedHashSet<>();
    bench.rows().all().forEach(row -> measuring.add(row.collector()));
    measuring.add("health");
    FIRST
        .until(now, Optional.empty())
        .ifPresent(steps ->
            fill(bench, steps, measuring::contains, DemoHistory::isOfHealth, Optional.empty()));
  }

  /// What the health of the last week lacks then.
  void second(Instant now) {
    visit(OF_HEALTH, instants(List.of(DAILY), now, Optional.empty()), _ -> {});
  }

  private static boolean isOfHealth(String metric) {
    return metric.startsWith("health.");
  }

  /// Everything else.
  ///
  /// @param filled until when it is there already
  /// @param progress is told how many steps there are, and of each
  void rest(Instant now, Optional<Instant> filled, StepProgress progress) {
    List<Steps> strides =
        STRIDES.stream().flatMap(stride -> stride.until(now, filled).stream()).toList();
    List<Instant> often = instants(VISITS, now, filled);
    List<Instant> daily = instants(List.of(MONTH), now, filled);
    progress.begin(strides.stream().mapToLong(Steps::count).sum() + often.size() + daily.size());
    try {
      for (Steps steps : strides) {
        fill(archival, steps, _ -> true, _ -> true, Optional.of(progress));
      }
      visit(OF_THE_PRESENT, often, _ -> progress.done());
      visit(OF_THE_PAST, daily, _ -> progress.done());
    } catch (OverException ended) {
      // Whoever ends the demo waits for this.
    }
  }

  private static List<Instant> instants(
      List<Stride> strides, Instant now, Optional<Instant> filled) {
    Set<Instant> all = new LinkedHashSet<>();
    for (Stride stride : strides) {
      List<Instant> instants =
          new ArrayList<>(stride.until(now, filled).stream().flatMap(Steps::all).toList());
      Collections.reverse(instants);
      all.addAll(instants);
    }
    return List.copyOf(all);
  }

  private void visit(List<String> wanted, List<Instant> instants, Consumer<Instant> watching) {
    List<String> names = wanted.stream().filter(simulation.collectors()::contains).toList();
    if (names.isEmpty() || instants.isEmpty()) {
      instants.forEach(watching);
      return;
    }
    try (DemoVisits past = DemoVisits.of(simulation.world(), bench, folder, names)) {
      for (Instant then : instants) {
        end();
        past.at(then);
        watching.accept(then);
      }
    }
  }

  private void fill(
      Workbench from,
      Steps steps,
      Predicate<String> collectors,
      Predicate<String> metrics,
      Optional<StepProgress> progress) {
    List<Collector<?>> all =
        simulation.collectors().stream()
            .filter(collectors)
            .<Collector<?>>map(from::collector)
            .toList();
    new Backfilling(
            from,
            all,
            Exit.Asked.ALL,
            steps,
            from.plan(steps.last()).only(metrics),
            log,
            BackfillCommand.Form.table)
        .send(
            new Backfill.Listener() {
              @Override
              public void fetched(long count) {
                end();
                progress.ifPresent(StepProgress::fetched);
              }

              @Override
              public void came(Backfill.Step step) {
                end();
                progress.ifPresent(StepProgress::done);
              }
            })
        .tell(log);
  }

  private void end() {
    if (lifetime.isOver()) {
      throw new OverException();
    }
  }
}
