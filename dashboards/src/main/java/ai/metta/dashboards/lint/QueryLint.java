// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.dashboards.lint.Finding.Quote;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.FunctionNames;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Judges the queries of one document, one after the other.
final class QueryLint {
  private final Names names;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> foreign = new TreeSet<>();
  private int queries;

  QueryLint(Names names) {
    this.names = names;
  }

  /// What was found so far.
  List<Finding> findings() {
    return findings;
  }

  /// Metrics that others emit, or nobody.
  Set<String> foreign() {
    return foreign;
  }

  int queries() {
    return queries;
  }

  /// Judges the metric queries that a text holds.
  void queries(String place, String text, Supplier<List<Expression>> parsing) {
    queries++;
    parsed(place, text, parsing)
        .flatMap(Expression::all)
        .<MetricQuery>mapMulti((part, metrics) -> {
          if (part instanceof Expression.Metric(MetricQuery query)) {
            metrics.accept(query);
          }
        })
        .forEach(query -> metric(place, text, query));
  }

  /// Judges a formula over queries.
  ///
  /// @param known the queries' names
  void formula(String place, String text, Set<String> known, Supplier<Expression> parsing) {
    parsed(place, text, () -> List.of(parsing.get()))
        .flatMap(Expression::names)
        .filter(reference -> !known.contains(reference.name()))
        .forEach(reference ->
            add(
                Level.ERROR,
                place,
                "the formula names " + reference.name() + ", and no query beside it has that name",
                new Quote(text, reference.position())));
  }

  private Stream<Expression> parsed(String place, String text, Supplier<List<Expression>> parsing) {
    try {
      List<Expression> expressions = parsing.get();
      expressions.stream()
          .flatMap(FunctionNames::unknown)
          .forEach(call ->
              add(
                  Level.ERROR,
                  place,
                  call.function() + " is no function",
                  new Quote(text, call.position())));
      return expressions.stream();
    } catch (QuerySyntaxException wrong) {
      add(
          Level.ERROR,
          place,
          String.valueOf(wrong.getMessage()),
          new Quote(text, wrong.position()));
      return Stream.empty();
    }
  }

  private void metric(String place, String text, MetricQuery query) {
    Quote quote = new Quote(text, query.position());
    query
        .scope()
        .undeclared()
        .distinct()
        .forEach(variable ->
            add(
                Level.WARNING,
                place,
                "template variable \"" + variable + "\" is not declared, so that it leaves all",
                quote));
    Optional<Metric> declared = names.find(query.metric());
    if (declared.isPresent()) {
      declared(place, query, declared.get(), quote);
    } else if (names.isOurs(query.metric())) {
      add(
          Level.ERROR,
          place,
          "no collector emits \""
              + query.metric()
              + "\""
              + names
                  .nearest(query.metric())
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse(""),
          quote);
    } else {
      foreign.add(query.metric());
    }
  }

  private void declared(String place, MetricQuery query, Metric metric, Quote quote) {
    if (names.isAlias(query.metric())) {
      add(
          Level.WARNING,
          place,
          "\""
              + query.metric()
              + "\" is an older name of "
              + metric.name()
              + ", emitted only where aliases are switched on",
          quote);
    }
    if (metric.type() != MetricType.DISTRIBUTION && isOfDistributions(query.aggregator())) {
      add(
          Level.ERROR,
          place,
          QueryText.of(query.aggregator())
              + " of \""
              + query.metric()
              + "\", a "
              + metric.type().word()
              + ": Datadog knows percentiles of distributions only"
              + carried(metric, query.aggregator()),
          quote);
    }
  }

  private static boolean isOfDistributions(Aggregator aggregator) {
    return switch (aggregator) {
      case Aggregator.Plain _ -> false;
      case Aggregator.Percentile _, Aggregator.CountWhere _ -> true;
    };
  }

  /// How to ask for it where the metric carries its percentiles in a tag.
  private static String carried(Metric metric, Aggregator aggregator) {
    String word = QueryText.of(aggregator);
    return metric.groups().stream()
        .flatMap(group -> group.keys().stream())
        .filter(key -> key.declared().contains(word))
        .findFirst()
        .map(key -> "; write max:" + metric.name() + "{" + key.key() + ":" + word + "}")
        .orElse("");
  }

  private void add(Level level, String place, String problem, Quote quote) {
    Finding finding = new Finding(level, place, problem, Optional.of(quote));
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }
}
