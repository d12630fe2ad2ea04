// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import java.util.List;
import java.util.Optional;

/// The arguments of one call, read as what the function takes.
record Arguments(Expression.Call call) {
  /// @throws EvaluationException where there are other than so many
  Arguments number(int least, int most) {
    int given = positional().size();
    if (given < least || given > most) {
      String wanted = least == most ? Integer.toString(least) : least + " to " + most;
      throw wrong("takes " + wanted + (most == 1 ? " argument" : " arguments") + ", not " + given);
    }
    return this;
  }

  private List<Argument> positional() {
    return call.arguments().stream()
        .filter(argument -> !(argument instanceof Argument.Named))
        .toList();
  }

  boolean has(int index) {
    return index < positional().size();
  }

  Expression expression(int index) {
    if (positional().get(index) instanceof Argument.Value(Expression expression)) {
      return expression;
    }
    throw wrong("takes a query as argument " + (index + 1));
  }

  double constant(int index) {
    return constant(expression(index))
        .orElseThrow(() -> wrong("takes a number as argument " + (index + 1)));
  }

  /// A whole number from one bound to another.
  int whole(int index, int least, int most) {
    double value = constant(index);
    if (value != Math.rint(value) || value < least || value > most) {
      throw wrong(
          "takes a whole number from "
              + least
              + (most == Integer.MAX_VALUE ? "" : " to " + most)
              + " as argument "
              + (index + 1));
    }
    return (int) value;
  }

  private static Optional<Double> constant(Expression expression) {
    return switch (expression) {
      case Expression.Constant(double value) -> Optional.of(value);
      case Expression.Negated(Expression inner) -> constant(inner).map(value -> -value);
      default -> Optional.empty();
    };
  }

  /// A word, in quotes or not.
  String word(int index) {
    return switch (positional().get(index)) {
      case Argument.Text(String text) -> text;
      case Argument.Value(Expression.Reference(String name, int _)) -> name;
      default -> throw wrong("takes a word as argument " + (index + 1));
    };
  }

  List<String> keys(int index) {
    if (positional().get(index) instanceof Argument.Keys(List<String> keys)) {
      return keys;
    }
    throw wrong("takes tag keys in braces as argument " + (index + 1));
  }

  EvaluationException wrong(String problem) {
    return new EvaluationException(call.position(), call.function() + " " + problem);
  }
}
