// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.Secret;
import ai.metta.cli.backfill.StepProgress;
import ai.metta.cli.collect.Round;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.cli.health.HealthCommand;
import ai.metta.cli.invocation.Commands;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.ProgressLine;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.serve.LatestRuns;
import ai.metta.cli.serve.LiveConfiguration;
import ai.metta.cli.serve.PagesHost;
import ai.metta.cli.serve.ServeCommand;
import ai.metta.cli.serve.ServedSchedule;
import ai.metta.cli.simulation.Simulation;
import ai.metta.collect.Collector;
import ai.metta.collect.Lease;
import ai.metta.collect.Plan;
import ai.metta.collect.Registry;
import ai.metta.collect.Runner;
import ai.metta.collect.schedule.Memory;
import ai.metta.collect.schedule.Scheduler;
import ai.metta.datadog.Destination;
import ai.metta.sandbox.world.World;
import ai.metta.server.LocalDatadog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A simulated organisation that goes on, what metta makes of it, and a server that shows it, until
/// it is ended; then nothing is left of it but a data directory that was asked for.
final class LivingDemo {
  /// What a server of this machine alone is given as a key: any will do.
  private static final String KEY = "metta-demo-on-this-machine";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Commands commands;
  private final Surroundings around;
  private final Wish wish;
  private final Log log;
  private final Lifetime lifetime;
  private final LatestRuns latest = new LatestRuns();
  private volatile String doing = "beginning";

  private LivingDemo(Invocation top, Wish wish, Lifetime lifetime) {
    this.lifetime = lifetime;
    this.commands = top.commands();
    this.around = top.surroundings();
    this.wish = wish;
    this.log = top.log();
  }

  /// What somebody wants to see.
  ///
  /// @param names collectors; none for all
  /// @param place a data directory that stays; empty for one that does not
  /// @param talk what is said of each run
  record Wish(
      long seed,
      int jobs,
      List<String> names,
      DemoServer server,
      Optional<Path> place,
      RunPrinter.Detail talk) {}

  /// What is shown once there is something to show.
  private record Scene(
      Workbench bench,
      Workbench.Own own,
      Simulation simulation,
      DemoHistory history,
      DemoStory story,
      URI page) {}

  /// Lives until it is interrupted.
  static Exit live(Invocation top, Wish wish) {
    return Lifetime.of(lifetime -> new LivingDemo(top, wish, lifetime).live());
  }

  private void live() throws InterruptedException {
    Scene scene = ProgressLine.during(around, _ -> doing + " …", this::begun);
    tell(scene);
    doing = "collecting from its services";
    Instant collected = ProgressLine.during(around, _ -> doing + " …", () -> collect(scene));
    HealthCommand.week(scene.bench()).print(around.screen(), around.out());
    around.out().flush();
    begin(scene, collected);
    goOn(scene, collected);
  }

  private Scene begun() {
    Instant now = around.clock().instant();
    Scratch scratch = lifetime.opened(Scratch.lasting(wish.place()));
    Path folder = scratch.folder();
    Lease _ = lifetime.opened(ServeCommand.alone(folder));
    DemoStory story = DemoStory.in(folder, wish.seed(), wish.jobs(), now);
    doing = "telling the story of an organisation";
    CompletableFuture<Simulation> told =
        CompletableFuture.supplyAsync(() -> simulated(story, scratch.inside("services")));
    LocalDatadog server =
        lifetime.opened(wish.server().start(folder.resolve("server"), around.clock(), log));
    LocalServer announced = LocalServer.of(folder);
    ServeCommand.announce(announced, server.url().toString());
    lifetime.opened(() -> announced.withdraw(server.url().toString()));
    CompletableFuture<URI> page =
        CompletableFuture.supplyAsync(() ->
            new DemoDocuments(bench(server, folder, Map.of(), Map.of()), quiet()).dashboards());
    Simulation simulation = joined(told);
    if (wish.talk() == RunPrinter.Detail.EVERY_SERIES) {
      simulation.announcements().forEach(log::say);
    }
    Workbench bench = bench(server, folder, simulation.settings(), simulation.environment());
    show(server, folder, simulation);
    doing = "looking back at its week";
    Map<String, String> archive = new HashMap<>(simulation.settings());
    archive.putAll(simulation.archive());
    DemoHistory history =
        new DemoHistory(
            bench,
            bench(server, folder, archive, simulation.environment()),
            simulation,
            scratch.inside("past"),
            quiet(),
            lifetime);
    history.first(now);
    return new Scene(bench, own(server, folder), simulation, history, story, joined(page));
  }

  private void show(LocalDatadog server, Path folder, Simulation simulation) {
    Map<String, String> settings = new HashMap<>(simulation.settings());
    settings.put("datadog.url", server.url().toString());
    server
        .pages()
        .host(
            new PagesHost(
                commands,
                around.aloneIn(folder, simulation.environment()),
                options(folder, settings),
                server,
                wish.server().token().orElse(KEY),
                latest));
  }

  private Simulation simulated(DemoStory story, Path folder) {
    World world = World.of(story.seed(), story.jobs(), story.around());
    return lifetime.opened(Simulation.start(world, around.clock(), folder, wish.names()));
  }

  private static <T> T joined(CompletableFuture<T> coming) {
    try {
      return coming.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /// No file, token, key or endpoint of the user's is used: the demo knows its own servers only.
  private Workbench bench(
      LocalDatadog server, Path folder, Map<String, String> settings, Map<String, String> secrets) {
    Surroundings alone = around.aloneIn(folder, secrets);
    Settings all =
        LiveConfiguration.read(Workbench.loader(alone, Registry.load(), options(folder, settings)))
            .settings();
    return Workbench.at(own(server, folder), alone, all);
  }

  static GlobalOptions options(Path folder, Map<String, String> settings) {
    Map<String, String> flags = new HashMap<>(settings);
    flags.put("environment", "demo");
    flags.put("data_dir", folder.toString());
    return new GlobalOptions(Optional.empty(), flags);
  }

  private Workbench.Own own(LocalDatadog server, Path folder) {
    return new Workbench.Own(
        new Destination(server.url(), Secret.of(wish.server().token().orElse(KEY))), folder);
  }

  private Instant collect(Scene scene) {
    Workbench bench = scene.bench();
    Instant asOf = around.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    List<Collector<?>> collectors =
        scene.simulation().collectors().stream().<Collector<?>>map(bench::collector).toList();
    Round round = new Round(bench, collectors, quiet(), ServedSchedule.MANNER);
    Plan plan = bench.plan(asOf);
    return round.deliver(
        plan,
        wanted -> new Runner(bench.conditions()).run(collectors, wanted),
        (run, report) -> {
          run.results().forEach(quiet()::result);
          report.tell(quiet());
          scene.history().second(asOf);
          return asOf;
        });
  }

  private void tell(Scene scene) {
    around
        .out()
        .println(scene.page() + wish.server().token().map(token -> "#token=" + token).orElse(""));
    around.out().println();
    around.out().flush();
    log.say(
        wish.place().isEmpty()
            ? "Open it in a browser. Ctrl-C ends it, and leaves nothing behind"
            : "Open it in a browser. Ctrl-C ends it; its data stay in " + wish.place().get());
  }

  /// The rest of the past, while whoever looks has something to look at.
  private void begin(Scene scene, Instant now) {
    Thread history = Thread.ofPlatform().daemon().name("history").unstarted(() -> past(scene, now));
    lifetime.opened(() -> history.join(PATIENCE));
    history.start();
  }

  private void past(Scene scene, Instant now) {
    StepProgress progress = new StepProgress(List.of("30 days of history"), around.clock());
    try {
      DemoDocuments documents = new DemoDocuments(scene.bench(), quiet());
      ProgressLine.during(
          around,
          progress::line,
          () -> {
            documents.metadata();
            documents.monitors();
            scene.history().rest(now, scene.story().filled(), progress);
            return progress;
          });
      if (!lifetime.isOver()) {
        scene.story().filledUntil(now);
        documents.metadata();
        log.say("All 30 days of its history are there");
      }
    } catch (RuntimeException failed) {
      if (!lifetime.isOver()) {
        log.trouble("Its history is not all there: " + failed.getMessage());
      }
    }
  }

  private void goOn(Scene scene, Instant collected) throws InterruptedException {
    Workbench bench = scene.bench();
    ServedSchedule served =
        new ServedSchedule(
            bench.surroundings(),
            LiveConfiguration.read(
                Workbench.loader(
                    bench.surroundings(),
                    Registry.load(),
                    options(bench.dataDirectory(), scene.simulation().settings()))),
            scene.own(),
            latest,
            talking());
    Scheduler scheduler =
        new Scheduler(
            around.clock(),
            around.pause(),
            Scheduler.ownThreads(),
            Memory.in(bench.dataDirectory()),
            new DemoSchedule(served, collected));
    lifetime.opened(scheduler::end);
    scheduler.run();
  }

  private Log talking() {
    return wish.talk() == RunPrinter.Detail.EVERY_SERIES ? log : quiet();
  }

  private Log quiet() {
    return log.calm();
  }
}
