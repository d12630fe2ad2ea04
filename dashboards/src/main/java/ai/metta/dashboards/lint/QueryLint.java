// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.dashboards.lint.Finding.Quote;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.Filter;
import ai.metta.query.syntax.FunctionNames;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.QueryText;
import ai.metta.query.syntax.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Judges the queries of one document, one after the other.
final class QueryLint {
  /// Keys of tags that every series carries, or any may.
  private static final Set<String> EVERYWHERE =
      Set.of("env", "source", "host", "service", "version");

  /// Before a metric, of which a widget shows how all values are spread.
  private static final String VALUES = "histogram:";

  private final Names names;
  private final Set<String> common;
  private final Variables variables;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> foreign = new TreeSet<>();
  private int queries;

  /// @param common keys of tags that an installation puts on every series
  QueryLint(Names names, Set<String> common, Variables variables) {
    this.names = names;
    this.common = common;
    this.variables = variables;
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

  /// Judges a formula that comes to one value a group; whether it is one at all is judged apart.
  void scalar(String place, String text, Supplier<Expression> parsing) {
    try {
      FunctionNames.overTime(parsing.get())
          .forEach(call ->
              add(
                  Level.WARNING,
                  place,
                  call.function() + " is of lines over time, and this widget shows single values",
                  new Quote(text, call.position())));
    } catch (QuerySyntaxException told) {
      // By formula.
    }
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
    Quote quote = new Quote(text, text.startsWith(VALUES) ? 0 : query.position());
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
      if (!names.isAlias(query.metric())) {
        series(place, query, declared.get(), quote);
      }
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

  /// A query of all values as one of their median, of the same length.
  static String asPercentile(String query) {
    return query.startsWith(VALUES) ? "      p50:" + query.substring(VALUES.length()) : query;
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
      boolean isOfValues = quote.query().startsWith(VALUES);
      add(
          Level.ERROR,
          place,
          (isOfValues ? "histogram" : QueryText.of(query.aggregator()))
              + " of \""
              + query.metric()
              + "\", a "
              + metric.type().word()
              + ": Datadog knows "
              + (isOfValues ? "histograms" : "percentiles")
              + " of distributions only"
              + (isOfValues ? "" : carried(metric, query.aggregator())),
          quote);
    }
  }

  /// Whether the series that the query means are there, and combine as it says.
  private void series(String place, MetricQuery query, Metric metric, Quote quote) {
    Set<String> keys = new HashSet<>(metric.tagKeys());
    names.scope(metric).forEach(key -> keys.add(key.key()));
    keys.addAll(EVERYWHERE);
    keys.addAll(common);
    Stream.concat(query.by().stream(), keys(query.scope()))
        .filter(key -> !keys.contains(key))
        .distinct()
        .forEach(key ->
            add(
                Level.WARNING,
                place,
                "no series of \"" + metric.name() + "\" carries a tag " + key,
                quote));
    narrowing(quote)
        .filter(name -> variables.prefix(name).filter(key -> !keys.contains(key)).isPresent())
        .distinct()
        .forEach(name ->
            add(
                Level.ERROR,
                place,
                "template variable \""
                    + name
                    + "\" narrows nothing: no series of \""
                    + metric.name()
                    + "\" carries its tag",
                quote));
    Combining combining = new Combining(metric, names.scope(metric), query);
    combining.doubled().ifPresent(problem -> add(Level.WARNING, place, problem, quote));
    if (!isOfDistributions(query.aggregator())) {
      combining.contradicted().ifPresent(problem -> add(Level.ERROR, place, problem, quote));
    }
  }

  /// The declared variables in the scope that a quote begins with.
  private Stream<String> narrowing(Quote quote) {
    int from = quote.query().indexOf('{', quote.position());
    int to = from < 0 ? -1 : quote.query().indexOf('}', from);
    return IntStream.range(Math.max(0, from), Math.max(0, to))
        .filter(at -> quote.query().charAt(at) == '$')
        .boxed()
        .flatMap(at -> variables.longestAt(quote.query(), at + 1).stream());
  }

  private static Stream<String> keys(Filter filter) {
    return switch (filter) {
      case Filter.HasTag(String pattern) ->
          pattern.indexOf(':') > 0
              ? Stream.of(pattern.substring(0, pattern.indexOf(':')))
              : Stream.empty();
      case Filter.Not(Filter inner) -> keys(inner);
      case Filter.All(List<Filter> parts) -> parts.stream().flatMap(QueryLint::keys);
      case Filter.AnyOf(List<Filter> parts) -> parts.stream().flatMap(QueryLint::keys);
      case Filter.Everything _, Filter.Unknown _ -> Stream.empty();
    };
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
