// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import ai.metta.access.configuration.Settings;
import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A collector on the schedule that the installation gave it: all that goes by how often it runs –
/// intervals of counts, freshness, what is due – follows.
public final class Rescheduled<F> implements Collector<F> {
  private final Collector<F> collector;
  private final Schedule schedule;

  private Rescheduled(Collector<F> collector, Schedule schedule) {
    this.collector = collector;
    this.schedule = schedule;
  }

  /// The same collectors, each on the schedule that the settings name, where they name one.
  ///
  /// @param now from which the week is counted whose longest gap is a schedule's length
  public static Registry in(Registry registry, Settings settings, Instant now) {
    return new Registry(
        registry.all().stream()
            .<Collector<?>>map(collector -> rescheduled(collector, settings, now))
            .toList());
  }

  private static Collector<?> rescheduled(Collector<?> collector, Settings settings, Instant now) {
    return settings
        .find(ScheduleSettings.schedule(collector.profile().name()))
        .flatMap(Cron::parse)
        .<Collector<?>>map(cron ->
            new Rescheduled<>(collector, new Schedule(cron.toString(), cron.longestGap(now))))
        .orElse(collector);
  }

  @Override
  public Profile profile() {
    Profile own = collector.profile();
    return new Profile(
        own.name(),
        own.description(),
        own.priority(),
        schedule,
        own.window(),
        own.deadline(),
        own.settings(),
        own.secrets(),
        own.after());
  }

  @Override
  public Catalogue<F> catalogue() {
    return collector.catalogue();
  }

  @Override
  public Map<Scope, F> fetch(Fetch fetch, Window window) {
    return collector.fetch(fetch, window);
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return collector.probe(fetch);
  }
}
