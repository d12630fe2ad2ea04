// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Makes one value of each line.
final class Reducing {
  private Reducing() {}

  /// A frame of one bucket that is as long as the span. A line without any value stays without.
  static Frame reduced(Frame frame, String aggregator, Span span) {
    long from = span.from() + span.shift();
    long until = span.until() + span.shift();
    List<Line> lines = new ArrayList<>();
    for (Line line : frame.lines()) {
      lines.add(line.with(new double[] {value(frame, line, aggregator, from, until)}));
    }
    double elsewhere =
        value(
            frame, new Line(new TreeMap<>(), frame.elsewhereThroughout()), aggregator, from, until);
    return new Frame(span.as(Span.Shape.WHOLE).buckets(), lines, frame.kind(), elsewhere);
  }

  /// @throws EvaluationException where the word stands for nothing
  static void require(String aggregator) {
    if (!aggregator.equals("area") && Combining.reduced(aggregator, new double[0]).isEmpty()) {
      throw new EvaluationException(
          0,
          "\""
              + aggregator
              + "\" is no aggregator; expected avg, sum, min, max, last, mean, l2norm or area");
    }
  }

  /// By a word that stands for something; of an area what lies from one second until another.
  static double value(Frame frame, Line line, String aggregator, long from, long until) {
    return aggregator.equals("area")
        ? area(frame, line, from, until)
        : Combining.reduced(aggregator, line.copy()).orElseThrow();
  }

  /// Below the line, in the value's unit times seconds.
  private static double area(Frame frame, Line line, long from, long until) {
    return Combining.reduced("sum", Rates.below(frame, line, from, until)).orElseThrow();
  }
}
