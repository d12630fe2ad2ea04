// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.collect.Registry;
import ai.metta.collect.Steps;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.datadog.Destination;
import ai.metta.metric.Emitted;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a backfill has to say of Datadog's taking points of any age: it does so of those metrics
/// only that historical metrics are switched on for, and drops the others without a word.
record HistoryNotice(Backfilling backfilling) {
  private static final Duration TAKEN = Duration.ofHours(1);

  /// Refuses to send what nobody says is taken.
  ///
  /// @throws ExitException of the usage kind
  void requireNone(Instant now) {
    Steps steps = backfilling.steps();
    Instant oldest = now.minus(TAKEN);
    long dropped = steps.all().filter(step -> step.isBefore(oldest)).count();
    if (dropped > 0) {
      throw new ExitException(
          Exit.USAGE,
          "--push: of "
              + steps.count()
              + " instants from "
              + steps.first()
              + " to "
              + steps.last()
              + ", "
              + dropped
              + " are older than an hour. Datadog drops points that old without a word, but for"
              + " metrics that historical metrics are switched on for, each by itself, in its"
              + " Metrics Summary. --historical says that they are.");
    }
  }

  /// Tells what --historical promises.
  void warn(Destination destination) {
    String host = String.valueOf(destination.base().getHost()).toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      backfilling
          .log()
          .warn(
              "The Datadog on this machine takes points older than an hour only if it was started"
                  + " with --historical");
      return;
    }
    List<String> names = names();
    backfilling
        .log()
        .warn(
            "Datadog keeps points older than an hour only of metrics that historical metrics are"
                + " switched on for, each by itself; of the others it drops them without a word."
                + " These are sent, "
                + names.size()
                + " in all: "
                + String.join(", ", names));
  }

  private List<String> names() {
    return new Registry(backfilling.collectors())
        .sources().stream()
            .flatMap(this::names)
            .filter(backfilling.plan().wanted())
            .distinct()
            .sorted()
            .toList();
  }

  /// The metrics that can be known for the past, and the figures of merit that follow from them.
  private Stream<String> names(HealthRows.Source source) {
    Stream<Metric> metrics =
        source.metrics().get().stream()
            .filter(metric -> metric.history() == History.DERIVABLE)
            .filter(metric -> metric.emitted() != Emitted.OPTIONAL_OFF);
    Stream<HealthRow> rows =
        backfilling.bench().rows().of(source).stream()
            .filter(row -> row.raw().history() == History.DERIVABLE);
    return Stream.concat(
        metrics.map(Metric::name), rows.flatMap(row -> HealthMetrics.names(row).stream()));
  }
}
