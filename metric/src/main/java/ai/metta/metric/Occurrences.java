// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// How events follow from facts: the twin of [Emission] for what has no number. An unknown part has
/// no events; that it is unknown is said by the metrics that need it.
///
/// @param <F> the snapshot
public final class Occurrences<F> {
  private final Predicate<F> failure;
  private final BiFunction<F, Window, List<Event>> evaluation;

  private Occurrences(Predicate<F> failure, BiFunction<F, Window, List<Event>> evaluation) {
    this.failure = failure;
    this.evaluation = evaluation;
  }

  /// Events that one part tells of.
  ///
  /// @param function the events that happened inside the window, newest first
  public static <F, A> Occurrences<F> of(
      Function<F, Fetched<A>> part, BiFunction<A, Window, List<Event>> function) {
    return new Occurrences<>(
        facts -> part.apply(facts) instanceof Fetched.Failed<A>,
        (facts, window) ->
            part.apply(facts) instanceof Fetched.Known<A>(A value)
                ? function.apply(value, window)
                : List.of());
  }

  /// Whether the part that would tell of them could not be had.
  public boolean failed(F facts) {
    return failure.test(facts);
  }

  public List<Event> within(F facts, Window window) {
    return evaluation.apply(facts, window);
  }
}
