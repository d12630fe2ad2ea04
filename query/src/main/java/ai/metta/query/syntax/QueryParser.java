// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import ai.metta.query.syntax.Aggregator.CountWhere;
import ai.metta.query.syntax.Aggregator.Percentile;
import ai.metta.query.syntax.Aggregator.Plain;
import ai.metta.query.syntax.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads Datadog's query language: metric queries and the formulas over them.
///
/// ```
/// expression = term { ("+" | "-") term } ; term = factor { ("*" | "/") factor }
/// factor     = number | "-" factor | "(" expression ")" modifiers | name "(" arguments ")" modifiers
///            | metric | name
/// metric     = [ aggregator ":" ] name "{" scope "}" [ "by" "{" keys "}" ] modifiers
/// ```
public final class QueryParser {
  private static final int DEEPEST = 200;
  private static final int LONGEST = 100_000;
  private static final int MOST_OPERATORS = 1000;

  private final Cursor cursor;
  private final Variables variables;
  private final ModifierParser modifiers;
  private int depth;
  private int operators;

  private QueryParser(String text, Variables variables) {
    this.cursor = new Cursor(text);
    this.variables = variables;
    this.modifiers = new ModifierParser(cursor);
    if (text.length() > LONGEST) {
      throw cursor.wrong(0, "a query of more than " + LONGEST + " characters");
    }
  }

  /// Reads one query or formula.
  ///
  /// @throws QuerySyntaxException where it is none
  public static Expression parse(String text, Variables variables) {
    QueryParser parser = new QueryParser(text, variables);
    Expression expression = parser.expression();
    if (parser.cursor.peek() != 0) {
      throw parser.cursor.expected("an operator or the end");
    }
    return expression;
  }

  /// Reads what older requests hold: several queries, parted by commas.
  ///
  /// @throws QuerySyntaxException where they are none
  public static List<Expression> parseList(String text, Variables variables) {
    QueryParser parser = new QueryParser(text, variables);
    List<Expression> expressions = new ArrayList<>();
    do {
      expressions.add(parser.expression());
    } while (parser.cursor.accept(','));
    if (parser.cursor.peek() != 0) {
      throw parser.cursor.expected("an operator, \",\" or the end");
    }
    return expressions;
  }

  private Expression expression() {
    Expression left = term();
    while (true) {
      if (acceptOperator('+')) {
        left = new Expression.Arithmetic(Operator.PLUS, left, term());
      } else if (acceptOperator('-')) {
        left = new Expression.Arithmetic(Operator.MINUS, left, term());
      } else {
        return left;
      }
    }
  }

  private Expression term() {
    Expression left = factor();
    while (true) {
      if (acceptOperator('*')) {
        left = new Expression.Arithmetic(Operator.TIMES, left, factor());
      } else if (acceptOperator('/')) {
        left = new Expression.Arithmetic(Operator.OVER, left, factor());
      } else {
        return left;
      }
    }
  }

  /// Each is a level of the tree.
  private boolean acceptOperator(char sign) {
    boolean there = cursor.accept(sign);
    if (there && ++operators > MOST_OPERATORS) {
      throw cursor.wrong(cursor.position() - 1, "more than " + MOST_OPERATORS + " operators");
    }
    return there;
  }

  private Expression factor() {
    if (++depth > DEEPEST) {
      throw cursor.wrong(cursor.position(), "more than " + DEEPEST + " levels");
    }
    try {
      char next = cursor.peek();
      int start = cursor.position();
      if (cursor.accept('-')) {
        return new Expression.Negated(factor());
      }
      if (cursor.accept('+')) {
        return factor();
      }
      if (cursor.accept('(')) {
        Expression inner = expression();
        cursor.expect(')');
        return modified(inner, start);
      }
      if (Character.isDigit(next) || next == '.') {
        return number();
      }
      if (Character.isLetter(next) || next == '_') {
        return named();
      }
      throw cursor.expected("a number, a metric, a function or \"(\"");
    } finally {
      depth--;
    }
  }

  private Expression modified(Expression inner, int start) {
    List<Modifier> all = modifiers.read();
    return all.isEmpty() ? inner : new Expression.Modified(inner, all, start);
  }

  private Expression number() {
    int start = cursor.position();
    String digits = cursor.take(character -> Character.isDigit(character) || character == '.');
    if (cursor.here() == 'e' || cursor.here() == 'E') {
      digits += exponent();
    }
    try {
      double value = Double.parseDouble(digits);
      if (Double.isInfinite(value)) {
        throw cursor.wrong(start, "a number beyond 1.8e308");
      }
      return new Expression.Constant(value);
    } catch (NumberFormatException notOne) {
      throw cursor.wrong(start, "\"" + digits + "\" is no number");
    }
  }

  private String exponent() {
    int start = cursor.position();
    cursor.moveTo(start + 1);
    String sign =
        cursor.here() == '-' || cursor.here() == '+'
            ? cursor.text().substring(start + 1, start + 2)
            : "";
    cursor.moveTo(start + 1 + sign.length());
    String digits = cursor.take(Character::isDigit);
    if (digits.isEmpty()) {
      throw cursor.expected("the exponent's digits");
    }
    return "e" + sign + digits;
  }

  /// Whatever begins with a name: which it is, shows behind it.
  private Expression named() {
    int start = cursor.position();
    String name = cursor.take(QueryParser::isName);
    char next = cursor.peek();
    if (next == '(') {
      Optional<Aggregator> counting = countWhere(name);
      if (counting.isPresent()) {
        cursor.expect(':');
        return metric(counting.get(), metricName(), start);
      }
      return call(name, start);
    }
    if (next == ':') {
      Aggregator aggregator = aggregator(name, start);
      cursor.expect(':');
      return metric(aggregator, metricName(), start);
    }
    if (next == '{') {
      return metric(Plain.AVG, name, start);
    }
    if (name.indexOf('.') >= 0) {
      throw cursor.expected("\"{\" behind the metric " + name);
    }
    return new Expression.Reference(name, start);
  }

  private static boolean isName(int character) {
    return Cursor.isWord(character) || character == '.';
  }

  private String metricName() {
    cursor.peek();
    String name =
        cursor.take(character -> isName(character) || character == '-' || character == '/');
    if (name.isEmpty()) {
      throw cursor.expected("the name of a metric");
    }
    if (cursor.peek() != '{') {
      throw cursor.expected("\"{\" behind the metric " + name);
    }
    return name;
  }

  private Expression metric(Aggregator aggregator, String name, int start) {
    cursor.expect('{');
    Filter scope = new ScopeParser(cursor, variables).scope();
    List<String> by = cursor.acceptWord("by") ? keys() : List.of();
    return new Expression.Metric(
        new MetricQuery(aggregator, name, scope, by, modifiers.read(), start));
  }

  private List<String> keys() {
    cursor.expect('{');
    List<String> keys = new ArrayList<>();
    do {
      if (cursor.peek() == '$') {
        keys.addAll(keysOfVariable());
      } else if (cursor.peek() != '}' && cursor.peek() != ',') {
        keys.add(cursor.take(QueryParser::isKey).toLowerCase(Locale.ROOT));
      }
    } while (cursor.accept(','));
    if (!cursor.accept('}')) {
      throw cursor.expected("\",\" or \"}\"");
    }
    return keys.stream().filter(key -> !key.equals("*")).distinct().toList();
  }

  private static boolean isKey(int character) {
    return ",{}$".indexOf(character) < 0 && !Character.isWhitespace(character);
  }

  /// A variable of type `group` stands for tag keys.
  private List<String> keysOfVariable() {
    int start = cursor.position();
    cursor.expect('$');
    Optional<String> declared = variables.longestAt(cursor.text(), cursor.position());
    String name = declared.orElseGet(() -> cursor.take(QueryParser::isKey));
    declared.ifPresent(known -> cursor.moveTo(cursor.position() + known.length()));
    if (!variables.allows(name)) {
      throw cursor.wrong(start, "nothing says what $" + name + " stands for");
    }
    return Optional.ofNullable(variables.byName().get(name))
        .map(variable ->
            variable.values().stream().map(key -> key.toLowerCase(Locale.ROOT)).toList())
        .orElse(List.of());
  }

  private Aggregator aggregator(String word, int start) {
    Optional<Aggregator> plain =
        Stream.of(Plain.values())
            .filter(one -> one.word().equalsIgnoreCase(word))
            .<Aggregator>map(one -> one)
            .findFirst();
    return plain
        .or(() -> percentile(word))
        .orElseThrow(() ->
            cursor.wrong(
                start,
                "\""
                    + word
                    + "\" is no aggregator; expected avg, sum, min, max, count, stddev or p50 to p99"));
  }

  /// `p99` and `p99.9`.
  private static Optional<Aggregator> percentile(String word) {
    return word.matches("p\\d{1,2}(\\.\\d{1,3})?")
        ? Optional.of(new Percentile(Double.parseDouble(word.substring(1)) / 100))
        : Optional.empty();
  }

  /// `count(v: v >= 5)` before a metric.
  private Optional<Aggregator> countWhere(String name) {
    int start = cursor.position();
    if (!name.equals("count")
        || !cursor.accept('(')
        || !cursor.acceptWord("v")
        || !cursor.accept(':')
        || !cursor.acceptWord("v")) {
      cursor.moveTo(start);
      return Optional.empty();
    }
    cursor.peek();
    String sign =
        cursor.take(character -> character == '<' || character == '>' || character == '=');
    Aggregator.Comparison comparison =
        Stream.of(Aggregator.Comparison.values())
            .filter(one -> one.sign().equals(sign))
            .findFirst()
            .orElseThrow(() -> cursor.expected("<, <=, > or >="));
    double bound = constant();
    cursor.expect(')');
    return Optional.of(new CountWhere(comparison, bound));
  }

  private double constant() {
    boolean negative = cursor.accept('-');
    cursor.peek();
    double value = ((Expression.Constant) number()).value();
    return negative ? -value : value;
  }

  private Expression call(String name, int start) {
    cursor.expect('(');
    List<Argument> arguments = new ArrayList<>();
    if (!cursor.accept(')')) {
      do {
        arguments.add(argument());
      } while (cursor.accept(','));
      if (!cursor.accept(')')) {
        throw cursor.expected("\",\" or \")\"");
      }
    }
    return modified(new Expression.Call(name.toLowerCase(Locale.ROOT), arguments, start), start);
  }

  private Argument argument() {
    char next = cursor.peek();
    if (next == '\'' || next == '"') {
      cursor.expect(next);
      String text = cursor.take(character -> character != next);
      cursor.expect(next);
      return new Argument.Text(text);
    }
    if (next == '{') {
      return new Argument.Keys(keys());
    }
    int start = cursor.position();
    String name = cursor.take(Cursor::isWord);
    if (!name.isEmpty() && cursor.accept('=')) {
      return new Argument.Named(name, argument());
    }
    cursor.moveTo(start);
    return new Argument.Value(expression());
  }
}
