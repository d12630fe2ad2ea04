// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.function.BiFunction;
import java.util.function.Function;

/// What became of one part of a snapshot.
public sealed interface Fetched<T> {

  /// The service answered.
  record Known<T>(T value) implements Fetched<T> {}

  /// This server, version or plan cannot say. Nobody's fault, and nothing to mend by trying again.
  record Unsupported<T>(String reason) implements Fetched<T> {}

  /// It should have been had, and was not.
  record Failed<T>(Failure cause) implements Fetched<T> {}

  static <T> Fetched<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Fetched<T> unsupported(String reason) {
    return new Unsupported<>(reason);
  }

  static <T> Fetched<T> failed(Failure cause) {
    return new Failed<>(cause);
  }

  /// What follows from two parts. Either's failure wins over what the other cannot say.
  static <A, B, C> Fetched<C> both(
      Fetched<A> one, Fetched<B> other, BiFunction<? super A, ? super B, ? extends C> next) {
    return other instanceof Failed<B>(Failure cause) && !(one instanceof Failed<A>)
        ? failed(cause)
        : one.then(a -> other.then(b -> known(next.apply(a, b))));
  }

  /// What follows from a known value; whatever else it was, it stays.
  default <U> Fetched<U> then(Function<? super T, Fetched<U>> next) {
    return switch (this) {
      case Known<T>(T value) -> next.apply(value);
      case Unsupported<T>(String reason) -> new Unsupported<>(reason);
      case Failed<T>(Failure cause) -> new Failed<>(cause);
    };
  }
}
