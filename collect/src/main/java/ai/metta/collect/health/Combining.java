// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagGroup;
import ai.metta.metric.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// How a row's metric becomes one number.
///
/// Its series combine as the metric declares; where that is by mean or never, the worst one counts.
/// Where the metric is emitted in several groups of tags, the one with the fewest keys counts,
/// since the others are its parts. Where anything is unknown, the row is: a sum without one
/// repository would flatter. A scope with honestly nothing to measure adds nothing.
record Combining(HealthRow row) {

  /// What the metric came to in one scope.
  private record Scoped(Tags scope, Outcome outcome) {
    Stream<Value> values() {
      return outcome instanceof Outcome.Value(List<Sample> samples)
          ? samples.stream()
              .map(sample -> new Value(scope.and(sample.tags()), sample.tags(), sample.value()))
          : Stream.empty();
    }

    Optional<String> reason() {
      return switch (outcome) {
        case Outcome.Value _ -> Optional.empty();
        case Outcome.Absent(String reason) -> Optional.of(reason);
        case Outcome.Unsupported(String reason) -> Optional.of(reason);
        case Outcome.Failed(var cause) -> Optional.of(cause.message());
      };
    }
  }

  /// One value.
  ///
  /// @param tags all that its series has
  /// @param own those beside the scope's
  private record Value(Tags tags, Tags own, double number) {}

  /// @param outcomes of the row's metric, by the tags of their scopes
  Figure of(Map<Tags, Outcome> outcomes) {
    List<Scoped> meant =
        outcomes.entrySet().stream()
            .map(entry -> new Scoped(entry.getKey(), entry.getValue()))
            .filter(one -> isMeant(one.scope()))
            .toList();
    return reason(meant, Outcome.Failed.class)
        .<Figure>map(reason -> new Figure.Unknown(row, reason, cause(meant)))
        .or(() -> reason(meant, Outcome.Unsupported.class).map(this::unknown))
        .or(() -> number(meant))
        .orElseGet(
            () -> unknown(reason(meant, Outcome.Absent.class).orElseGet(() -> nothing(meant))));
  }

  private Optional<Figure> number(List<Scoped> scopes) {
    List<Value> values = fewestKeys(scopes.stream().flatMap(Scoped::values).filter(this::counts));
    List<Double> numbers = values.stream().map(Value::number).toList();
    return switch (row.raw().across()) {
      case SUM, MIN, MAX -> {
        OptionalDouble one = row.raw().across().combine(numbers);
        yield one.isPresent()
            ? Optional.of(known(one.getAsDouble(), Tags.none()))
            : Optional.empty();
      }
      case MEAN, NEVER ->
          values.stream()
              .min(
                  Comparator.<Value>comparingDouble(value -> row.fom().of(value.number()))
                      .thenComparing(value -> value.tags().toString()))
              .map(worst -> known(worst.number(), values.size() > 1 ? worst.tags() : Tags.none()));
    };
  }

  private Figure known(double raw, Tags of) {
    return new Figure.Known(row, raw, row.fom().of(raw), of);
  }

  private Figure unknown(String reason) {
    return new Figure.Unknown(row, reason, Optional.empty());
  }

  private static Optional<Failure> cause(List<Scoped> scopes) {
    return scopes.stream()
        .flatMap(one ->
            one.outcome() instanceof Outcome.Failed(Failure cause)
                ? Stream.of(cause)
                : Stream.empty())
        .findFirst();
  }

  private List<Value> fewestKeys(Stream<Value> values) {
    List<Value> all = values.toList();
    Optional<TagGroup> least =
        all.stream()
            .flatMap(value -> row.raw().groupOf(value.own()).stream())
            .min(Comparator.comparingInt(group -> group.keys().size()));
    return all.stream().filter(value -> row.raw().groupOf(value.own()).equals(least)).toList();
  }

  /// Whether a scope has something that the row is narrowed to, as far as its tags say.
  private boolean isMeant(Tags scope) {
    return row.only().all().stream()
        .allMatch(tag -> scope.value(tag.key()).map(tag.value()::equals).orElse(true));
  }

  private boolean counts(Value value) {
    return value.tags().contains(row.only());
  }

  private Optional<String> reason(List<Scoped> scopes, Class<? extends Outcome> kind) {
    return scopes.stream()
        .filter(one -> kind.isInstance(one.outcome()))
        .flatMap(one ->
            one
                .reason()
                .map(reason ->
                    row.raw().name()
                        + (one.scope().isEmpty() ? "" : "{" + one.scope() + "}")
                        + " "
                        + one.outcome().word()
                        + ": "
                        + reason)
                .stream())
        .findFirst();
  }

  private String nothing(List<Scoped> scopes) {
    return scopes.isEmpty() || !row.only().isEmpty()
        ? "nothing" + (row.only().isEmpty() ? "" : " of " + row.only()) + " was measured"
        : row.raw().name() + " came to no value";
  }
}
