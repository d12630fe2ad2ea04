// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.datadog.MetricMetadata.Change;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Metrics' metadata in Datadog, or in whatever speaks its API: read first, and written only where
/// it differs.
public final class RemoteMetadata {
  private static final String PATH = "/api/v1/metrics/";

  private final ManagedRequest reading;
  private final ManagedRequest writing;

  /// @param applicationKey which all of it needs beside the API key
  public RemoteMetadata(Http http, Destination destination, Secret applicationKey) {
    this.reading = new ManagedRequest(http, destination, applicationKey, "metrics_read");
    this.writing = new ManagedRequest(http, destination, applicationKey, "metrics_metadata_write");
  }

  /// Whether anything is written.
  public enum Intent {
    COMPARE,
    WRITE
  }

  /// Makes Datadog show what is declared, four metrics at a time. One that fails does not keep back
  /// the others, unless nothing else can be hoped for them: refused keys, a used-up limit, or
  /// nobody there.
  ///
  /// @param declared by name
  /// @param after called after each, in whatever order they end, from several threads
  /// @return an outcome for each name, in the order given
  public Map<String, MetadataOutcome> bring(
      Map<String, MetricMetadata> declared, Intent intent, Consumer<String> after) {
    return new FourAtOnce()
        .of(
            declared,
            (name, metadata) -> {
              MetadataOutcome outcome = brought(name, metadata, intent);
              after.accept(name);
              return outcome;
            },
            MetadataOutcome.Failed::new);
  }

  /// @throws FailureException where it fails
  private MetadataOutcome brought(String name, MetricMetadata declared, Intent intent) {
    Optional<Json> answer = reading.get(PATH + name, MetricMetadata.FIELDS);
    if (answer.isEmpty()) {
      return new MetadataOutcome.Unseen();
    }
    MetricMetadata shown = MetricMetadata.of(answer.get());
    List<Change> changes = shown.changesTo(declared);
    if (changes.isEmpty()) {
      return new MetadataOutcome.Same();
    }
    if (shown.isOfDistribution() != declared.isOfDistribution()) {
      return new MetadataOutcome.Failed(
          new Failure.Configuration(
              name
                  + " is of type "
                  + shown.type()
                  + " in Datadog and declared as "
                  + declared.type()
                  + ", which nothing can change; nothing of it was written"));
    }
    return intent == Intent.COMPARE
        ? new MetadataOutcome.Differs(changes)
        : written(name, declared, answer.get().at("statsd_interval").whole(), changes);
  }

  /// Its answer shows what is there now: to be told that all went well is not enough.
  private MetadataOutcome written(
      String name, MetricMetadata declared, Optional<Long> statsdInterval, List<Change> changes) {
    Optional<Json> answer =
        writing.put(
            PATH + name, MetadataFields.encode(declared, statsdInterval), MetricMetadata.FIELDS);
    if (answer.isEmpty()) {
      return new MetadataOutcome.Unseen();
    }
    List<Change> left = MetricMetadata.of(answer.get()).changesTo(declared);
    return left.isEmpty()
        ? new MetadataOutcome.Written(changes)
        : new MetadataOutcome.Failed(
            new Failure.Malformed(
                "PUT "
                    + PATH
                    + name
                    + " was answered with 200, but leaves "
                    + String.join(", ", left.stream().map(Change::field).toList())
                    + " as before"));
  }
}
