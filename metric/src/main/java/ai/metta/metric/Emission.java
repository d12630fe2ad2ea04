// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/// How a metric follows from facts: a pure function of the parts it names and of the instant it is
/// evaluated at.
///
/// Any failed part makes the outcome failed, else any unsupported part makes it unsupported, else
/// the function answers.
///
/// @param <F> the snapshot
public final class Emission<F> {
  private final Metric metric;
  private final BiFunction<F, Instant, Outcome> evaluation;

  private Emission(Metric metric, BiFunction<F, Instant, Outcome> evaluation) {
    this.metric = metric;
    this.evaluation = evaluation;
  }

  /// Begins the sentence `emit(STALE).from(Facts::pulls).value(Metrics::stale)`.
  public static Unsourced emit(Metric metric) {
    return new Unsourced(metric);
  }

  public Metric metric() {
    return metric;
  }

  /// What the metric comes to for this snapshot, as of an instant. Whatever the function throws is
  /// a failed outcome: one metric's mistake never costs another its value.
  public Outcome evaluate(F facts, Instant asOf) {
    try {
      return evaluation.apply(facts, asOf);
    } catch (FailureException failed) {
      return new Outcome.Failed(failed.failure());
    } catch (RuntimeException | Error mistake) {
      return new Outcome.Failed(
          new Failure.Bug(metric.name() + " could not be evaluated: " + mistake));
    }
  }

  /// A metric whose parts are still to be named.
  public record Unsourced(Metric metric) {
    public <F, A> FromOne<F, A> from(Function<F, Fetched<A>> part) {
      return new FromOne<>(metric, part);
    }
  }

  /// A metric of one part.
  public record FromOne<F, A>(Metric metric, Function<F, Fetched<A>> part) {
    public <B> FromTwo<F, A, B> and(Function<F, Fetched<B>> second) {
      return new FromTwo<>(metric, part, second);
    }

    /// One number, always there when the part is.
    public Emission<F> value(ToDoubleBiFunction<A, Instant> function) {
      return by((facts, asOf) -> Outcome.value(function.applyAsDouble(facts, asOf)));
    }

    /// At least one sample, always there when the part is.
    public Emission<F> each(BiFunction<A, Instant, List<Sample>> function) {
      return by((facts, asOf) -> new Outcome.Value(function.apply(facts, asOf)));
    }

    public Emission<F> by(BiFunction<A, Instant, Outcome> function) {
      return new Emission<>(
          metric, (facts, asOf) -> given(part.apply(facts), known -> function.apply(known, asOf)));
    }
  }

  /// A metric of two parts.
  public record FromTwo<F, A, B>(
      Metric metric, Function<F, Fetched<A>> first, Function<F, Fetched<B>> second) {

    /// What two known parts come to.
    public interface OfTwo<A, B> {
      Outcome apply(A first, B second, Instant asOf);
    }

    public Emission<F> by(OfTwo<A, B> function) {
      return new Emission<>(
          metric,
          (facts, asOf) ->
              given(
                  Fetched.both(
                      first.apply(facts),
                      second.apply(facts),
                      (one, other) -> function.apply(one, other, asOf)),
                  Function.identity()));
    }
  }

  private static <A> Outcome given(Fetched<A> part, Function<A, Outcome> function) {
    return switch (part) {
      case Fetched.Known<A>(A value) -> function.apply(value);
      case Fetched.Unsupported<A>(String reason) -> new Outcome.Unsupported(reason);
      case Fetched.Failed<A>(Failure cause) -> new Outcome.Failed(cause);
    };
  }
}
