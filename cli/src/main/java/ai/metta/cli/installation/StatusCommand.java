// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.http.Http;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.schedule.Cron;
import ai.metta.collect.schedule.Memory;
import ai.metta.collect.schedule.ScheduleSettings;
import ai.metta.collect.schedule.Turn;
import ai.metta.collect.standing.LastRun;
import ai.metta.collect.standing.SelfReports;
import ai.metta.collect.standing.Standing;
import ai.metta.collect.standing.Standing.Known;
import ai.metta.collect.standing.Standing.State;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `metta datadog status`: how each collector stands.
@Command(
    name = "status",
    description = {
      "How each collector stands: its last run, and when the next is due.",
      "",
      "Read from what runs say about themselves: asks DD_URL, else Datadog with",
      "DD_API_KEY and DD_APP_KEY, else the local server of this data directory.",
      "One that reported before and is silent for three turns of its schedule, and",
      "half an hour at least, is told as silent.",
      ""
    })
public final class StatusCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParentCommand private @Nullable Invocation parent;

  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    return show(Objects.requireNonNull(parent).workbench(), options.form);
  }

  /// The same for `collector list --status`.
  static int show(Workbench bench, ListForm form) {
    Surroundings around = bench.surroundings();
    Instant now = around.clock().instant();
    StandingTable table =
        new StandingTable(now, standing -> next(standing, now), standings(bench, now));
    if (form == ListForm.json) {
      JsonList.print(table.json(), around.out());
    } else {
      table.print(around.screen(), around.out());
    }
    return Exit.OK.code();
  }

  private static List<Standing> standings(Workbench bench, Instant now) {
    List<Profile> profiles =
        bench.registry().all().stream().<Profile>map(Collector::profile).toList();
    Map<String, LastRun> runs;
    try (Http http = bench.http()) {
      Tags ours = Tags.of("env", bench.settings().get(GlobalSettings.ENVIRONMENT));
      runs =
          new SelfReports(Reader.of(bench).over(http.until(now.plus(LIMIT))), ours)
              .of(bench.registry().names(), now);
    }
    Memory memory = Memory.in(bench.dataDirectory());
    return profiles.stream()
        .map(profile ->
            Standing.of(
                profile.name(),
                profile.schedule(),
                Optional.ofNullable(runs.get(profile.name())),
                known(bench, memory, profile.name()),
                now))
        .toList();
  }

  private static Known known(Workbench bench, Memory memory, String collector) {
    if (!bench.settings().get(ScheduleSettings.enabled(collector))) {
      return Known.SWITCHED_OFF;
    }
    return memory
            .last(collector)
            .filter(last -> last.ending() == Turn.Ending.NOT_CONFIGURED)
            .isPresent()
        ? Known.NOT_CONFIGURED
        : Known.NOTHING;
  }

  /// By the schedule alone: whether anybody keeps it shows in the last run.
  private static Optional<Instant> next(Standing standing, Instant now) {
    return standing.state() == State.OFF
        ? Optional.empty()
        : Cron.parse(standing.schedule().cron()).map(cron -> cron.next(now));
  }
}
