// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.List;
import java.util.stream.Stream;

/// What a query or a formula says, as a tree.
public sealed interface Expression {

  /// This, and all that stands in it, from left to right.
  default Stream<Expression> all() {
    Stream<Expression> parts =
        switch (this) {
          case Constant _, Metric _, Reference _ -> Stream.empty();
          case Negated(Expression inner) -> inner.all();
          case Modified(Expression inner, List<Modifier> _, int _) -> inner.all();
          case Arithmetic(Operator _, Expression left, Expression right) ->
              Stream.concat(left.all(), right.all());
          case Call(String _, List<Argument> arguments, int _) ->
              arguments.stream().flatMap(Argument::expressions);
        };
    return Stream.concat(Stream.of(this), parts);
  }

  /// The names that stand for series, as those of a formula's queries do. A function's first
  /// argument is what it is about; words behind it may be its options.
  default Stream<Reference> names() {
    return switch (this) {
      case Constant _, Metric _ -> Stream.empty();
      case Reference name -> Stream.of(name);
      case Negated(Expression inner) -> inner.names();
      case Modified(Expression inner, List<Modifier> _, int _) -> inner.names();
      case Arithmetic(Operator _, Expression left, Expression right) ->
          Stream.concat(left.names(), right.names());
      case Call(String _, List<Argument> arguments, int _) ->
          arguments.stream()
              .limit(1)
              .<Expression>mapMulti((argument, about) -> {
                if (argument instanceof Argument.Value(Expression value)) {
                  about.accept(value);
                }
              })
              .flatMap(Expression::names);
    };
  }

  /// A constant.
  record Constant(double value) implements Expression {}

  record Negated(Expression inner) implements Expression {}

  record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

  /// A function's call.
  ///
  /// @param function its name in lower case
  /// @param position where it stands in the text, for messages
  record Call(String function, List<Argument> arguments, int position) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// Something in brackets with modifiers behind it.
  record Modified(Expression inner, List<Modifier> modifiers, int position) implements Expression {
    public Modified {
      modifiers = List.copyOf(modifiers);
    }
  }

  /// The series of a metric, combined.
  record Metric(MetricQuery query) implements Expression {}

  /// In a formula the name of a query; as an argument also a plain word.
  record Reference(String name, int position) implements Expression {}

  /// The four rules of arithmetic.
  enum Operator {
    PLUS('+'),
    MINUS('-'),
    TIMES('*'),
    OVER('/');

    private final char sign;

    Operator(char sign) {
      this.sign = sign;
    }

    public char sign() {
      return sign;
    }
  }
}
