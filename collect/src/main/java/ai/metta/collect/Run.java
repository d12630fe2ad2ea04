// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.health.Figure;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one invocation came to: a result for each collector, in the order they were asked for.
public record Run(String invocation, Instant asOf, List<Result> results) {
  public Run {
    results = List.copyOf(results);
  }

  public List<Series> series() {
    return results.stream().flatMap(result -> result.series().stream()).toList();
  }

  public List<Event> events() {
    return results.stream().flatMap(result -> result.events().stream()).toList();
  }

  /// What one collector came to.
  ///
  /// @param reason why it failed or is not configured; empty when it is neither
  /// @param outcomes of every metric and scope, in catalogue order
  /// @param metricCount names with a value, self-metrics and aliases left out
  /// @param series everything that would be pushed, self-metrics included
  /// @param figures of the rows of the health grid that the run is to measure
  /// @param told whether it found out what had happened since the last run
  public record Result(
      String collector,
      Status status,
      Optional<Failure> reason,
      Duration duration,
      List<MetricOutcome> outcomes,
      int metricCount,
      List<Series> series,
      List<Figure> figures,
      List<Event> events,
      boolean told) {
    public Result {
      figures = List.copyOf(figures);
      outcomes = List.copyOf(outcomes);
      series = List.copyOf(series);
      events = List.copyOf(events);
    }

    /// Metrics that failed, counted per scope; 1 where the run failed before there were any.
    public int errorCount() {
      int failed = (int) outcomes.stream().filter(MetricOutcome::failed).count();
      return status == Status.FAILED ? Math.max(failed, 1) : failed;
    }
  }

  /// What a metric came to in one scope.
  ///
  /// @param metric its name; the collector's own with `.events` where the facts' events could not
  ///   be told
  public record MetricOutcome(String metric, Tags scope, Outcome outcome) {
    public boolean failed() {
      return outcome instanceof Outcome.Failed;
    }

    public boolean hasValue() {
      return outcome instanceof Outcome.Value;
    }

    /// The same without secrets in its reason.
    MetricOutcome redacted(Redactor redactor) {
      Outcome said =
          switch (outcome) {
            case Outcome.Value value -> value;
            case Outcome.Absent(String reason) -> new Outcome.Absent(redactor.redact(reason));
            case Outcome.Unsupported(String reason) ->
                new Outcome.Unsupported(redactor.redact(reason));
            case Outcome.Failed(Failure cause) -> new Outcome.Failed(redactor.redact(cause));
          };
      return new MetricOutcome(metric, scope, said);
    }

    /// Why there is no value; empty where there is one.
    public Optional<String> reason() {
      return switch (outcome) {
        case Outcome.Value _ -> Optional.empty();
        case Outcome.Absent(String reason) -> Optional.of(reason);
        case Outcome.Unsupported(String reason) -> Optional.of(reason);
        case Outcome.Failed(Failure cause) -> Optional.of(cause.message());
      };
    }
  }

  /// How a collector's run ended.
  public enum Status {
    OK("ok"),
    PARTIAL("partial"),
    FAILED("failed"),
    NOT_CONFIGURED("not_configured");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
