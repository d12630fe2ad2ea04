// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.MetricReader.PerSeries;
import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Evaluates an expression over one span.
///
/// @param named what the names of a formula stand for
record Evaluation(MetricReader reader, Span span, Map<String, Named> named, Form form) {

  /// A query of a formula.
  record Named(Expression query, Lines lines) {
    Frame over(Span span, PerSeries change) {
      return lines.over(span, change);
    }
  }

  /// What a query comes to over any span: functions may look at another than the formula's, and do
  /// something to each of its series.
  interface Lines {
    Frame over(Span span, PerSeries change);
  }

  /// Whether lines have many buckets or one.
  enum Form {
    TIMESERIES,
    SCALAR
  }

  /// In seconds since 1970: nothing is filled in from then on.
  long now() {
    return reader.now();
  }

  Evaluation over(Span other) {
    return new Evaluation(reader, other, named, form);
  }

  Frame of(Expression expression) {
    return switch (expression) {
      case Expression.Constant(double value) ->
          Frame.constant((form == Form.SCALAR ? span.as(Span.Shape.WHOLE) : span).buckets(), value);
      case Expression.Negated(Expression inner) -> of(inner).each((double value) -> -value);
      case Expression.Arithmetic(Expression.Operator operator, Expression left, Expression right) ->
          besides(left, right, (one, other) -> Joining.of(operator, one, other));
      case Expression.Metric(MetricQuery query) -> reader.read(query, span, PerSeries.NOTHING);
      case Expression.Modified(Expression inner, List<Modifier> modifiers, int _) ->
          modified(inner, modifiers);
      case Expression.Reference(String name, int position) ->
          named(name, position).over(span, PerSeries.NOTHING);
      case Expression.Call call -> Functions.call(this, call);
    };
  }

  /// Of two expressions what comes of both together; a number has a value wherever the other has
  /// one.
  Frame besides(Expression one, Expression other, BinaryOperator<Frame> joining) {
    if (!hasLines(one) || !hasLines(other)) {
      return joining.apply(of(one), of(other));
    }
    boolean isOfEither = rates(other);
    long before = isOfEither ? lacking(one, other) : 0;
    long othersBefore = lacking(other, one);
    Frame joined = joining.apply(meeting(one, before), meeting(other, othersBefore));
    return isOfEither && before + othersBefore > 0
        ? Wide.of(joined.buckets(), span).inside(joined)
        : joined;
  }

  /// Whether it may be a rate, which keeps its own buckets beside others.
  private boolean rates(Expression expression) {
    return parts(expression).anyMatch(MetricReader::isRate);
  }

  /// Lines that meet others, and begin so many seconds before the span, but for what goes by where
  /// the span begins.
  private Frame meeting(Expression expression, long secondsBefore) {
    boolean isBound = expression.all().anyMatch(Functions::isOfSpan);
    Span at = isBound ? span : span.around(secondsBefore, 0);
    return over(at).of(expression);
  }

  /// How many seconds an expression's shortest buckets begin after the longest of one whose buckets
  /// the result keeps: then those before have to be known too.
  private long lacking(Expression expression, Expression kept) {
    return form == Form.SCALAR
        ? 0
        : Math.max(0, starts(expression).getMax() - starts(kept).getMin());
  }

  private LongSummaryStatistics starts(Expression expression) {
    return buckets(expression).mapToLong(buckets -> buckets.start(0)).summaryStatistics();
  }

  /// All that stands in an expression, and in the queries that it names.
  Stream<Expression> parts(Expression expression) {
    return expression
        .all()
        .flatMap(part ->
            part instanceof Expression.Reference(String name, int position)
                ? parts(named(name, position).query())
                : Stream.of(part));
  }

  private static boolean hasLines(Expression expression) {
    return expression
        .all()
        .anyMatch(
            part -> part instanceof Expression.Metric || part instanceof Expression.Reference);
  }

  private Named named(String name, int position) {
    Named query = named.get(name);
    if (query == null) {
      throw new EvaluationException(position, "there is no query \"" + name + "\"");
    }
    return query;
  }

  /// A metric, or a query that is one, with something done to each of its series; any other
  /// expression with the same done to its lines.
  Frame perSeries(Expression expression, PerSeries change) {
    if (change.equals(PerSeries.NOTHING)) {
      return of(expression);
    }
    if (change.isChange() || span.shape() == Span.Shape.SUM) {
      Span whole = span.ofWholeBuckets();
      if (!whole.equals(span)) {
        return over(whole).perSeries(expression, change);
      }
    }
    return switch (expression) {
      case Expression.Metric(MetricQuery query) -> reader.read(query, span, change);
      case Expression.Reference(String name, int position) ->
          named(name, position).over(span, change);
      case Expression.Constant _,
          Expression.Negated _,
          Expression.Arithmetic _,
          Expression.Modified _,
          Expression.Call _ ->
          perLine(expression, change);
    };
  }

  private Frame perLine(Expression expression, PerSeries change) {
    if (!change.isChange()) {
      return of(expression).each(change.shaping());
    }
    return lookingBack(expression, frame -> frame.shaped(change.shaping(), now()));
  }

  /// Something done to lines that begin a while before the span, and of that what lies in it.
  Frame lookingBack(Expression expression, UnaryOperator<Frame> work) {
    long before = Math.max(longest(expression), Gaps.LINEAR.limitSeconds());
    return widely(expression, span.around(before, 0), work);
  }

  /// The seconds of its longest buckets.
  private long longest(Expression expression) {
    return Stream.concat(Stream.of(span.buckets()), buckets(expression))
        .mapToLong(buckets -> buckets.seconds(buckets.size() / 2))
        .max()
        .orElseThrow();
  }

  private Stream<Buckets> buckets(Expression expression) {
    return parts(expression)
        .filter(Expression.Metric.class::isInstance)
        .map(part -> MetricReader.buckets(((Expression.Metric) part).query(), span))
        .filter(buckets -> buckets.size() > 0);
  }

  /// Lines of a function that goes by where they begin stay as they are.
  private Frame widely(Expression expression, Span around, UnaryOperator<Frame> work) {
    boolean isBound = expression.all().anyMatch(Functions::isOfSpan);
    Frame done = work.apply(over(isBound ? span : around).of(expression));
    return Wide.of(done.buckets(), span).inside(done);
  }

  /// Counting and rollup are for the metrics inside, a filling for what comes out.
  private Frame modified(Expression inner, List<Modifier> modifiers) {
    List<Modifier> pushed =
        modifiers.stream().filter(one -> !(one instanceof Modifier.Fill)).toList();
    Expression counted = pushed.isEmpty() ? inner : pushed(inner, pushed);
    Optional<Gaps> gaps = Gaps.of(modifiers);
    if (gaps.isEmpty()) {
      return of(counted);
    }
    Buckets usual = span.buckets();
    return widely(
        counted,
        gaps.get().around(span, usual.seconds(usual.size() / 2)),
        frame -> frame.filled(gaps.get(), now()));
  }

  private static Expression pushed(Expression expression, List<Modifier> modifiers) {
    return switch (expression) {
      case Expression.Constant constant -> constant;
      case Expression.Reference(String name, int position) ->
          throw new EvaluationException(
              position,
              "as_count, as_rate and rollup stand behind a query itself, not behind its name "
                  + name);
      case Expression.Negated(Expression inner) -> new Expression.Negated(pushed(inner, modifiers));
      case Expression.Arithmetic(Expression.Operator operator, Expression left, Expression right) ->
          new Expression.Arithmetic(operator, pushed(left, modifiers), pushed(right, modifiers));
      case Expression.Modified(Expression inner, List<Modifier> own, int position) ->
          new Expression.Modified(pushed(inner, modifiers), own, position);
      case Expression.Metric(MetricQuery query) -> new Expression.Metric(with(query, modifiers));
      case Expression.Call(String function, List<Argument> arguments, int position) ->
          new Expression.Call(
              function,
              arguments.stream()
                  .map(argument ->
                      argument instanceof Argument.Value(Expression value)
                          ? new Argument.Value(pushed(value, modifiers))
                          : argument)
                  .toList(),
              position);
    };
  }

  /// The query's own win.
  private static MetricQuery with(MetricQuery query, List<Modifier> modifiers) {
    List<Modifier> all = new ArrayList<>(query.modifiers());
    modifiers.stream()
        .filter(more -> query.modifiers().stream().noneMatch(more::excludes))
        .forEach(all::add);
    return new MetricQuery(
        query.aggregator(), query.metric(), query.scope(), query.by(), all, query.position());
  }
}
