// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.access.SystemReason;
import ai.metta.access.secret.Secret;
import ai.metta.cli.collect.CollectCommand;
import ai.metta.cli.collect.Round;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Plan;
import ai.metta.collect.Registry;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.collect.schedule.Memory;
import ai.metta.collect.schedule.Scheduler;
import ai.metta.collect.schedule.Timetable;
import ai.metta.collect.schedule.Turn;
import ai.metta.collect.schedule.Turn.Ending;
import ai.metta.datadog.Destination;
import ai.metta.datadog.Historical;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the local server runs by itself: the collectors that are configured, each on its schedule,
/// into the server and nowhere else.
public final class ServedSchedule implements Scheduler.Host {
  public static final Round.Manner MANNER =
      new Round.Manner(
          Exit.Asked.ALL,
          Exit.Strictness.USUAL,
          Historical.EXPIRED,
          CollectCommand.Form.table,
          RunPrinter.Detail.FOLDED);

  /// What a server of this machine alone is given as a key: any will do, and one that stays keeps
  /// what waits for it in one place.
  static final String KEY = "metta-serve-on-this-machine";

  private final Surroundings surroundings;
  private final Workbench.Own own;
  private final Log log;
  private final LiveConfiguration configuration;
  private final LatestRuns latest;
  private volatile Workbench bench;
  private Timetable timetable;

  /// For one server.
  ///
  /// @param own the server that everything goes to, and the data directory of the process: another
  ///   one that the configuration comes to name is for the next
  public ServedSchedule(
      Surroundings surroundings,
      LiveConfiguration configuration,
      Workbench.Own own,
      LatestRuns latest,
      Log log) {
    this.surroundings = surroundings;
    this.configuration = configuration;
    this.own = own;
    this.latest = latest;
    this.log = log;
    this.bench = opened();
    this.timetable = timetable(1);
  }

  /// The scheduler of a server.
  ///
  /// @param bench of the configuration that it was started with
  /// @param token that it asks for; empty where any will do
  /// @param latest is told of each run
  static Scheduler scheduler(
      Workbench bench, Invocation top, URI server, Optional<String> token, LatestRuns latest) {
    Surroundings around = bench.surroundings();
    Destination itself = new Destination(server, Secret.of(token.orElse(KEY)));
    return new Scheduler(
        around.clock(),
        around.pause(),
        Scheduler.ownThreads(),
        Memory.in(bench.dataDirectory()),
        new ServedSchedule(
            around,
            LiveConfiguration.read(Workbench.loader(around, Registry.load(), top.options())),
            new Workbench.Own(itself, bench.dataDirectory()),
            latest,
            top.log()));
  }

  private Workbench opened() {
    return Workbench.at(own, surroundings, configuration.settings());
  }

  private Timetable timetable(int edition) {
    return Timetable.of(edition, bench.registry(), bench.settings(), own.dataDirectory());
  }

  @Override
  public Timetable timetable() {
    switch (configuration.look()) {
      case LiveConfiguration.Look.Unchanged() -> {}
      case LiveConfiguration.Look.Taken(String what) -> {
        bench = opened();
        timetable = timetable(timetable.edition() + 1);
        log.say("The configuration changed: " + what);
      }
      case LiveConfiguration.Look.Refused(List<String> problems) ->
          log.trouble(
              String.join(System.lineSeparator(), problems)
                  + System.lineSeparator()
                  + "The configuration is not taken; what held before goes on");
    }
    return timetable;
  }

  @Override
  public Ending run(Turn turn, Instant next) {
    Workbench current = bench;
    Plan plan = current.plan(turn.asOf());
    try {
      Round round = new Round(current, List.of(current.collector(turn.collector())), log, MANNER);
      return round.deliver(
          plan,
          wanted -> run(round, wanted),
          (run, report) -> {
            if (!report.complete()) {
              report.tell(log);
            }
            return told(run, next);
          });
    } catch (Ended ended) {
      return ended.ending;
    } catch (ExitException leased) {
      return Ending.LEASED;
    } catch (FailureException failed) {
      log.trouble(turn.collector() + ": " + failed.failure().message());
      return Ending.RAN;
    } catch (RuntimeException mistake) {
      log.trouble(turn.collector() + ": a mistake of ours: " + mistake + "; please report it");
      return Ending.RAN;
    }
  }

  /// A run of which nothing is to be sent.
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Ending ending;

    Ended(Ending ending) {
      super(ending.toString());
      this.ending = ending;
    }
  }

  private static Run run(Round round, Plan plan) {
    Run run = new Runner(round.bench().conditions()).run(round.collectors(), plan);
    if (Thread.currentThread().isInterrupted()) {
      throw new Ended(Ending.ENDED);
    }
    if (run.results().stream().allMatch(one -> one.status() == Run.Status.NOT_CONFIGURED)) {
      throw new Ended(Ending.NOT_CONFIGURED);
    }
    return run;
  }

  private Ending told(Run run, Instant next) {
    latest.keep(run);
    run.results().forEach(result -> log.turn(result, next));
    return Ending.RAN;
  }

  @Override
  public void skipped(Turn turn, String why) {
    log.warn(turn.collector() + ": the run of " + turn.slot() + " is left out: " + why);
  }

  @Override
  public void notConfigured(List<String> collectors) {
    log.say(
        "Not configured, and so not run: "
            + String.join(", ", collectors)
            + " ('metta datadog doctor' says what they need)");
  }

  @Override
  public void forgetful(String collector, IOException why) {
    log.trouble(
        collector
            + ": when it ran cannot be remembered ("
            + SystemReason.of(why)
            + "); the next start may run it again");
  }
}
