// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.configuration.Settings;
import ai.metta.cli.collect.Push;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.serve.LiveConfiguration;
import ai.metta.cli.simulation.PastClock;
import ai.metta.cli.simulation.Simulation;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.datadog.Historical;
import ai.metta.sandbox.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs of collectors at instants that are past, against services whose clock says that instant:
/// what a service shows of the present only, it then shows of that present. A simulated
/// organisation is a function of time, so such a run is what a run at that time would have been; no
/// other can be visited so, see docs/adr/0008-the-demo-visits-the-past.md.
final class DemoVisits implements AutoCloseable {
  private final Workbench present;
  private final Workbench past;
  private final PastClock clock;
  private final Simulation simulation;
  private final List<Collector<?>> collectors;

  private DemoVisits(Workbench present, Workbench past, PastClock clock, Simulation simulation) {
    this.present = present;
    this.past = past;
    this.clock = clock;
    this.simulation = simulation;
    this.collectors = simulation.collectors().stream().<Collector<?>>map(past::collector).toList();
  }

  /// @param present where what they come to is pushed
  /// @param folder for what is of no use afterwards
  /// @param names of collectors
  static DemoVisits of(World world, Workbench present, Path folder, List<String> names) {
    PastClock clock = new PastClock(present.surroundings().clock());
    Simulation simulation = Simulation.start(world, clock, folder, names);
    Surroundings around =
        present.surroundings().at(clock).aloneIn(folder, simulation.environment());
    Settings settings =
        LiveConfiguration.read(
                Workbench.loader(
                    around, Registry.load(), LivingDemo.options(folder, simulation.settings())))
            .settings();
    Workbench.Own own = new Workbench.Own(present.destination(), folder);
    return new DemoVisits(present, Workbench.at(own, around, settings), clock, simulation);
  }

  /// Collects at an instant, and pushes what came of it. What happened has an age that is no longer
  /// taken, so that events are left out.
  void at(Instant then) {
    clock.set(then);
    Run run = new Runner(past.conditions()).run(collectors, past.plan(then));
    Push push = Push.to(present, present.destination(), Historical.ALLOWED);
    push.keep(run.series());
    push.drained(Optional.empty());
  }

  @Override
  public void close() {
    simulation.close();
  }
}
