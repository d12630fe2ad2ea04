// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One collector at work: fetches, evaluates, and ends with its deadline whatever the collector
/// does meanwhile.
///
/// @param began when the facts were begun to be read
/// @param sourceTags on every series
/// @param rows of the health grid
record Visit<F>(
    Collector<F> collector,
    Fetch fetch,
    Instant began,
    Plan plan,
    Tags sourceTags,
    HealthRows rows) {
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

  /// How it ended.
  sealed interface Ending {
    record Came(Evaluated evaluated) implements Ending {}

    record Failed(Failure cause) implements Ending {}

    record NotConfigured(Failure missing) implements Ending {}
  }

  /// Works on a thread of its own, which is given up where it does not come back. It is one of the
  /// system's: a loop that never pauses would keep a virtual one's carrier from all others.
  Ending ending() {
    FutureTask<Evaluated> task = new FutureTask<>(this::evaluated);
    String name = collector.profile().name();
    Thread thread = Thread.ofPlatform().daemon().name(name + " visit").start(task);
    try {
      return new Ending.Came(task.get(patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return new Ending.Failed(
          service("did not end within its deadline of " + Durations.print(fetch.limit())));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Ending.Failed(service("interrupted"));
    } catch (ExecutionException thrown) {
      return switch (thrown.getCause()) {
        case NotConfiguredException missing -> new Ending.NotConfigured(missing.missing());
        case FailureException failed -> new Ending.Failed(failed.failure());
        case null, default -> new Ending.Failed(new Failure.Bug(name + ": " + thrown.getCause()));
      };
    } finally {
      fetch.end();
      thread.interrupt();
    }
  }

  /// Parts end at the deadline by themselves. What follows – to gather them, and to evaluate – has
  /// a quarter of the time on top.
  private Duration patience() {
    Duration grace = fetch.limit().dividedBy(4);
    return fetch.remaining().plus(grace.compareTo(LEAST_GRACE) > 0 ? grace : LEAST_GRACE);
  }

  private Evaluated evaluated() {
    Profile profile = collector.profile();
    Map<Scope, F> snapshots = collector.fetch(fetch, Window.ending(plan.asOf(), profile.window()));
    fetch.end();
    Catalogue<F> catalogue = collector.catalogue();
    List<HealthRow> own =
        rows.of(new HealthRows.Source(profile.name(), profile.schedule(), catalogue::metrics));
    return new Evaluation<>(profile, catalogue, plan, began, sourceTags, own).of(snapshots);
  }

  private Failure service(String what) {
    return new Failure.Service(
        collector.profile().name() + ": " + what, Failure.Service.Retry.MAY_HELP);
  }
}
