// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.collectors.jobresults.DocumentReader.malformed;
import static ai.metta.collectors.jobresults.DocumentReader.text;

import ai.metta.access.json.Json;
import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.Job.Execution;
import ai.metta.collectors.jobresults.Job.Links;
import ai.metta.collectors.jobresults.Job.Machines;
import ai.metta.collectors.jobresults.Life.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads a job of a document.
///
/// @param runStarted when its run did
/// @param runCompleted the same
record JobReader(Json json, Instant runStarted, Optional<Instant> runCompleted) {
  private static final double MOST_SECONDS = Duration.ofDays(3650).toSeconds();

  Job job() {
    return new Job(
        text(json.at("name")),
        recipe(),
        word("category", EnumSet.allOf(Category.class)),
        life(),
        new Machines(
            word("execution", EnumSet.of(Execution.LOCAL, Execution.REMOTE))
                .orElse(Execution.UNKNOWN),
            number("gpus", 0),
            number("nodes", 1)),
        metrics(),
        DocumentReader.criteria(json.at("acceptance")),
        json.at("acceptance_passed").flag(),
        new Links(
            json.at("policy").text(), json.at("external_run").text(), json.at("error").text()));
  }

  private Optional<String> recipe() {
    Optional<String> own = json.at("recipe").text().filter(text -> !text.isBlank());
    return own.or(() ->
        json.at("cmd")
            .present()
            .flatMap(part -> part.text().stream())
            .filter(part -> part.startsWith("recipes."))
            .findFirst());
  }

  private Life life() {
    Status status =
        word("status", EnumSet.allOf(Status.class))
            .orElseThrow(() -> malformed(at("status") + " is missing"));
    Optional<Instant> started = json.at("started_at").time();
    Optional<Instant> completed = json.at("completed_at").time();
    Optional<Duration> seconds = seconds("duration_s");
    if (!status.isLast() && completed.isPresent()) {
      throw malformed(at("completed_at") + " is there, and the status is " + lower(status));
    }
    if (started.isPresent() && completed.isPresent() && completed.get().isBefore(started.get())) {
      throw malformed(at("completed_at") + " is before started_at");
    }
    Optional<Duration> measured =
        started.flatMap(from -> completed.map(until -> Duration.between(from, until)));
    return new Life(
        status,
        json.at("exit_code").whole(),
        started.orElse(runStarted),
        status.isLast() ? Optional.of(ended(started, completed, seconds)) : Optional.empty(),
        seconds.or(() -> measured),
        seconds("timeout_s"));
  }

  /// A job that ended and does not say when has ended with its run at the latest.
  private Instant ended(
      Optional<Instant> started, Optional<Instant> completed, Optional<Duration> took) {
    return completed
        .or(() -> started.flatMap(from -> took.map(from::plus)))
        .or(() -> runCompleted)
        .orElseThrow(() ->
            malformed(
                at("completed_at") + " is missing, and neither the job nor its run says when"));
  }

  private Map<String, Double> metrics() {
    Json metrics = json.at("metrics");
    if (!metrics.isNothing() && !metrics.isObject()) {
      throw malformed(metrics + " is no object");
    }
    Map<String, Double> numbers = new TreeMap<>();
    metrics.members().forEach((name, value) -> numbers.put(name, value.required(Json::number)));
    return numbers;
  }

  private Optional<Duration> seconds(String field) {
    Optional<Double> seconds = json.at(field).number();
    if (seconds.filter(number -> number < 0 || number > MOST_SECONDS).isPresent()) {
      throw malformed(at(field) + " is no time that a job takes");
    }
    return seconds.map(number -> Duration.ofMillis(Math.round(number * 1000)));
  }

  private Optional<Long> number(String field, long least) {
    Optional<Long> number = json.at(field).whole();
    if (number.filter(count -> count < least).isPresent()) {
      throw malformed(at(field) + " is below " + least);
    }
    return number;
  }

  private <E extends Enum<E>> Optional<E> word(String field, Set<E> words) {
    return json.at(field)
        .text()
        .map(written ->
            words.stream()
                .filter(one -> lower(one).equals(written))
                .findFirst()
                .orElseThrow(() ->
                    malformed(
                        at(field)
                            + " is none of "
                            + words.stream()
                                .map(JobReader::lower)
                                .collect(Collectors.joining(", ")))));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private String at(String field) {
    return json.at(field).toString();
  }
}
