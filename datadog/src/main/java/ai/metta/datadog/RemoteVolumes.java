// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How many series each metric has in Datadog, or in whatever speaks its API.
public final class RemoteVolumes {
  private static final Set<String> FIELDS =
      Set.of("data", "attributes", "distinct_volume", "indexed_volume");

  /// What the query language shows where a series lacks a key.
  private static final String NOT_AVAILABLE = "N/A";

  private final ManagedRequest asking;
  private final RemoteQueries queries;

  /// @param applicationKey which all of it needs beside the API key
  public RemoteVolumes(Http http, Destination destination, Secret applicationKey) {
    this.asking = new ManagedRequest(http, destination, applicationKey, "metrics_read");
    this.queries = new RemoteQueries(http, destination, applicationKey);
  }

  /// What is asked of a metric.
  ///
  /// @param keys every tag key that its series may carry
  public record Question(List<String> keys, Window window) {
    public Question {
      keys = List.copyOf(keys);
    }
  }

  /// What is known of a metric's series.
  public sealed interface Volume {
    /// The number that Datadog tells, without tags.
    record Told(long series) implements Volume {}

    /// The series with a point in the window, as a query by all keys shows them.
    record Met(Set<Tags> series) implements Volume {
      public Met {
        series = Set.copyOf(series);
      }
    }

    /// It could not be asked.
    record Unknown(Failure cause) implements Volume {}
  }

  /// The volume of each, in the order given.
  public Map<String, Volume> of(Map<String, Question> metrics) {
    return new FourAtOnce().of(metrics, this::volume, Volume.Unknown::new);
  }

  /// @throws FailureException where it fails
  private Volume volume(String metric, Question question) {
    Optional<Json> answer = asking.get("/api/v2/metrics/" + metric + "/volumes", FIELDS);
    Optional<Long> told = answer.flatMap(RemoteVolumes::told);
    return told.isPresent() ? new Volume.Told(told.get()) : new Volume.Met(met(metric, question));
  }

  /// Of a metric whose tags are chosen, what is indexed is what is paid for.
  private static Optional<Long> told(Json answer) {
    Json attributes = answer.at("data", "attributes");
    return attributes.at("indexed_volume").whole().or(attributes.at("distinct_volume")::whole);
  }

  private Set<Tags> met(String metric, Question question) {
    String by = question.keys().isEmpty() ? "" : " by {" + String.join(",", question.keys()) + "}";
    Set<Tags> met = new HashSet<>();
    for (Answered line : queries.query("max:" + metric + "{*}" + by, question.window())) {
      met.add(
          Tags.parse(
              line.tags().stream().filter(tag -> !tag.endsWith(":" + NOT_AVAILABLE)).toList()));
    }
    return met;
  }
}
