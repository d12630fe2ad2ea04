// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import ai.metta.server.store.Metadata;
import ai.metta.server.store.MetricStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The unit of a result: that of the one metric it is about, also where a function keeps it. Of
/// several, or of what a division makes, nothing is said.
record Units(MetricStore store) {
  /// Functions whose values are such as they are given: later, smoother or fewer.
  private static final Pattern KEEPING =
      Pattern.compile(
          "abs|round|floor|ceil|clamp_(min|max)|cutoff_(min|max)|default|default_zero|exclude_null|autosmooth"
              + "|moving_rollup|ewma_\\d+|median_\\d+|rollingavg_\\d+|(top|bottom).*|trend_line|robust_trend"
              + "|piecewise_constant|forecast|anomalies|outliers|timeshift|calendar_shift"
              + "|(hour|day|week|month)_before");

  @Nullable Object of(Expression expression) {
    return of(expression, Map.of());
  }

  /// Unit and per-unit; null for none.
  @Nullable Object of(Expression expression, Map<String, Expression> named) {
    return switch (expression) {
      case Expression.Metric(MetricQuery query) ->
          countsValues(query)
              ? null
              : store.metadata(query.metric()).flatMap(Units::pair).orElse(null);
      case Expression.Reference(String name, int _) ->
          Optional.ofNullable(named.get(name)).map(inner -> of(inner, Map.of())).orElse(null);
      case Expression.Negated(Expression inner) -> of(inner, named);
      case Expression.Modified(Expression inner, var _, int _) -> of(inner, named);
      case Expression.Call call
          when KEEPING.matcher(call.function()).matches() && !call.arguments().isEmpty() ->
          call.arguments().getFirst() instanceof Argument.Value(Expression inner)
              ? of(inner, named)
              : null;
      case Expression.Constant _, Expression.Arithmetic _, Expression.Call _ -> null;
    };
  }

  /// How many there are is in no unit of theirs.
  private static boolean countsValues(MetricQuery query) {
    return query.aggregator() == Aggregator.Plain.COUNT
        || query.aggregator() instanceof Aggregator.CountWhere
        || query.modifiers().stream()
            .anyMatch(modifier ->
                modifier instanceof Modifier.Rollup(Optional<Modifier.Method> method, var _)
                    && method.equals(Optional.of(Modifier.Method.COUNT)));
  }

  private static Optional<Object> pair(Metadata metadata) {
    return metadata
        .unit()
        .map(unit -> {
          List<@Nullable Object> pair = new ArrayList<>();
          pair.add(UnitTable.of(unit));
          pair.add(metadata.perUnit().map(UnitTable::of).orElse(null));
          return pair;
        });
  }
}
