// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.query.evaluation.Evaluation.Form;
import ai.metta.query.evaluation.MetricReader.Shaping;
import ai.metta.query.syntax.Aggregator.Plain;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.FunctionNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The functions of the query language, by name. What each means is Datadog's functions pages'
/// definition; where they leave something open, the comment says what is done.
final class Functions {
  static final Map<String, Function> ALL = Map.copyOf(all());

  /// What says nothing of one value, or of one value of each query.
  ///
  /// Source: Datadog's page on the update to query value widgets.
  private static final Pattern OF_LINES_ONLY =
      Pattern.compile(
          "dt|trend_line|moving_rollup|(ewma|median)_\\d+|(top|bottom)\\d+(_\\w+)?|top|top_offset");

  /// What says something of the span as a whole, or of a value by what came since its beginning.
  private static final Pattern OF_SPAN =
      Pattern.compile(
          "cumsum|integral|trend_line|(ewma|median|rollingavg)_\\d+|(top|bottom)\\d+(_\\w+)?|top|top_offset");

  /// A double has no more digits.
  private static final int MOST_DIGITS = 15;

  private Functions() {}

  /// What a name does to its arguments.
  interface Function {
    Frame apply(Evaluation evaluation, Arguments arguments);
  }

  /// @throws EvaluationException where there is no such function, or none that is evaluated here,
  ///   or in a scalar query
  static Frame call(Evaluation evaluation, Expression.Call call) {
    Arguments arguments = new Arguments(call);
    Function function = ALL.get(call.function());
    if (function != null) {
      if (evaluation.form() == Form.SCALAR && OF_LINES_ONLY.matcher(call.function()).matches()) {
        throw arguments.wrong("is not available in a scalar query, which has one value a group");
      }
      return function.apply(evaluation, arguments);
    }
    throw arguments.wrong(
        FunctionNames.contains(call.function()) ? "is not evaluated locally" : "is no function");
  }

  /// Whether it is a function that goes by where the span begins.
  static boolean isOfSpan(Expression part) {
    return part instanceof Expression.Call call && OF_SPAN.matcher(call.function()).matches();
  }

  private static Map<String, Function> all() {
    Map<String, Function> all = new HashMap<>();
    all.put("abs", each(Math::abs));
    all.put("log2", each(value -> value > 0 ? Math.log(value) / Math.log(2) : Double.NaN));
    all.put("log10", each(value -> value > 0 ? Math.log10(value) : Double.NaN));
    all.put("round", Functions::round);
    all.put("clamp_min", bounded(Math::max));
    all.put("clamp_max", bounded(Math::min));
    all.put("cutoff_min", bounded((value, bound) -> value < bound ? Double.NaN : value));
    all.put("cutoff_max", bounded((value, bound) -> value > bound ? Double.NaN : value));
    all.put(
        "min", (evaluation, arguments) -> smallest(evaluation, arguments, Math::min, Plain.MIN));
    all.put(
        "max", (evaluation, arguments) -> smallest(evaluation, arguments, Math::max, Plain.MAX));
    all.put("sum", regrouped(Plain.SUM));
    all.put("avg", regrouped(Plain.AVG));
    all.put(
        "default_zero",
        (evaluation, arguments) ->
            defaulting(
                evaluation,
                evaluation.of(arguments.number(1, 1).expression(0)).eachLine(Line::besides),
                0));
    all.put(
        "default",
        (evaluation, arguments) ->
            defaulting(
                evaluation,
                evaluation.of(arguments.number(2, 2).expression(0)),
                arguments.constant(1)));
    all.put("exclude_null", Functions::excludeNull);
    all.put("count_nonzero", counted(value -> value != 0));
    all.put("count_nonzero_finite", all.get("count_nonzero"));
    all.put("count_not_null", counted(_ -> true));
    all.put("count_not_null_finite", all.get("count_not_null"));
    Rates.register(all);
    Smoothing.register(all);
    Ranking.register(all);
    Shifting.register(all);
    return all;
  }

  private static Function each(DoubleUnaryOperator operator) {
    return (evaluation, arguments) ->
        evaluation.of(arguments.number(1, 1).expression(0)).each(operator);
  }

  /// Done to each line, once series are combined, and to the values there are: what comes out may
  /// be filled, and not what goes in.
  static Function perLine(Shaping shaping) {
    return (evaluation, arguments) ->
        evaluation.of(arguments.number(1, 1).expression(0)).shaped(shaping, evaluation.now());
  }

  private static Function bounded(DoubleBinaryOperator operator) {
    return (evaluation, arguments) -> {
      Frame frame = evaluation.of(arguments.number(2, 2).expression(0));
      double bound = arguments.constant(1);
      return frame.each(
          (double value) -> Double.isNaN(value) ? value : operator.applyAsDouble(value, bound));
    };
  }

  /// To whole numbers, or to so many digits behind the point.
  private static Frame round(Evaluation evaluation, Arguments arguments) {
    Frame frame = evaluation.of(arguments.number(1, 2).expression(0));
    double scale =
        arguments.has(1) ? Math.pow(10, arguments.whole(1, -MOST_DIGITS, MOST_DIGITS)) : 1;
    return frame.each((double value) -> rounded(value, scale));
  }

  /// What is too large for the digits has none to lose.
  private static double rounded(double value, double scale) {
    double scaled = value * scale;
    return Double.isInfinite(scaled) || Double.isNaN(value)
        ? value
        : Math.floor(scaled + 0.5) / scale;
  }

  /// Of two expressions the smaller or larger, bucket by bucket; of one and tag keys the smallest
  /// or largest of each group.
  private static Frame smallest(
      Evaluation evaluation, Arguments arguments, DoubleBinaryOperator operator, Plain aggregator) {
    arguments.number(1, 2);
    return arguments.has(1)
            && arguments.call().arguments().get(1)
                instanceof ai.metta.query.syntax.Argument.Value(Expression other)
        ? evaluation.besides(
            arguments.expression(0), other, (one, two) -> Joining.of(operator, one, two))
        : regrouped(aggregator).apply(evaluation, arguments);
  }

  /// `sum(query, { key })`: the query's groups combined into those of fewer keys.
  private static Function regrouped(Plain aggregator) {
    return (evaluation, arguments) -> {
      Frame frame = evaluation.of(arguments.number(1, 2).expression(0));
      List<String> keys = arguments.has(1) ? arguments.keys(1) : List.of();
      Map<SortedMap<String, String>, List<Line>> groups = new java.util.LinkedHashMap<>();
      for (Line line : frame.lines()) {
        SortedMap<String, String> group = new TreeMap<>(line.sortedGroup());
        group.keySet().retainAll(keys);
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(line);
      }
      List<Line> lines = new ArrayList<>();
      groups.forEach((group, members) ->
          lines.add(
              new Line(
                  group,
                  combined(aggregator, members.stream(), frame),
                  combined(aggregator, members.stream().map(Line::besides), frame))));
      return frame.with(lines);
    };
  }

  private static double[] combined(Plain aggregator, Stream<Line> lines, Frame frame) {
    return Combining.of(aggregator, lines.map(Line::copy).toList(), frame.buckets().size());
  }

  /// Empty buckets hold a value, as far as they have begun; so do groups that are not there, and
  /// the one line of a query that found no series.
  private static Frame defaulting(Evaluation evaluation, Frame frame, double held) {
    double[] none = new double[frame.buckets().size()];
    Arrays.fill(none, Double.NaN);
    List<Line> lines =
        frame.lines().isEmpty() ? List.of(new Line(new TreeMap<>(), none)) : frame.lines();
    return frame
        .with(
            lines.stream()
                .map(line ->
                    line.with(Gaps.held(line.copy(), frame.buckets(), evaluation.now(), held)))
                .toList())
        .elsewhere(held);
  }

  private static Frame excludeNull(Evaluation evaluation, Arguments arguments) {
    Frame frame = evaluation.of(arguments.number(1, 1).expression(0));
    return frame.with(
        frame.lines().stream()
            .filter(line -> !line.sortedGroup().containsValue(Line.NOT_AVAILABLE))
            .toList());
  }

  /// How many lines have such a value, as one line.
  private static Function counted(java.util.function.DoublePredicate wanted) {
    return (evaluation, arguments) -> {
      Frame frame = evaluation.of(arguments.number(1, 1).expression(0));
      double[] counts = new double[frame.buckets().size()];
      for (Line line : frame.lines()) {
        for (int i = 0; i < counts.length; i++) {
          double value = line.value(i);
          counts[i] += !Double.isNaN(value) && wanted.test(value) ? 1 : 0;
        }
      }
      Gaps.leaveOpen(counts, frame.buckets(), evaluation.now());
      return Frame.of(frame.buckets(), List.of(new Line(new TreeMap<>(), counts)));
    };
  }
}
