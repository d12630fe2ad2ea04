// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import ai.metta.metric.SeriesSource.DistributionReading;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.query.evaluation.EvaluationException;
import ai.metta.query.evaluation.Evaluator;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Frame;
import ai.metta.query.evaluation.Points;
import ai.metta.query.evaluation.Span;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Every query and formula of real dashboards and monitors can be read, and every request whose
/// functions are evaluated here comes to something. The dashboards are not the project's: where
/// they are not at hand, nothing is tested.
class CorpusTest {
  private static final Path CORPUS =
      Optional.ofNullable(System.getenv("METTA_SHARED"))
          .map(Path::of)
          .orElse(Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared"))
          .resolve("corpus");
  private static final Span SPAN = Span.of(Instant.EPOCH, Instant.ofEpochSecond(3600));

  private static final List<String> NOT_HERE =
      List.of("anomalies", "autosmooth", "forecast", "outliers");

  private final Map<String, String> broken = new TreeMap<>();
  private int answered;

  @Test
  void everyRequestOfRealDashboardsIsAnswered() throws IOException {
    for (Path file : files("datadog-dashboards")) {
      List<Map<?, ?>> objects = objects(file);
      Variables variables = variables(objects);
      for (Map<?, ?> object : objects) {
        if (object.get("q") instanceof String list) {
          tried(
              list,
              () -> QueryParser.parseList(list, variables).forEach(CorpusTest::answeredAlone));
        }
        if (object.get("queries") instanceof List<?> queries
            && queries.stream().allMatch(CorpusTest::isOfMetrics)) {
          tried(object.toString(), () -> answered(object, queries, variables));
        } else if (isOfMetrics(object)) {
          tried(
              text(object, "query"),
              () -> answeredAlone(QueryParser.parse(text(object, "query"), variables)));
        } else if (object.get("formula") instanceof String formula) {
          tried(formula, () -> QueryParser.parse(formula, variables));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(answered).isGreaterThan(1000);
  }

  @Test
  void everyMetricQueryOfRealMonitorsIsAnswered() throws IOException {
    for (Path file : files("datadog-monitors")) {
      for (Map<?, ?> object : objects(file)) {
        String text = text(object, "query");
        if (!text.isBlank()
            && List.of("query alert", "metric alert").contains(text(object, "type"))) {
          tried(text, () -> answeredAlone(MonitorQuery.parse(text).expression()));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(answered).isGreaterThan(50);
  }

  private static boolean isOfMetrics(Object query) {
    return query instanceof Map<?, ?> object
        && text(object, "data_source").equals("metrics")
        && object.get("query") instanceof String;
  }

  private static String text(Map<?, ?> object, String key) {
    return object.get(key) instanceof String text ? text : "";
  }

  private void tried(String text, Runnable answering) {
    try {
      answering.run();
      answered++;
    } catch (QuerySyntaxException | EvaluationException | AssertionError wrong) {
      String message = String.valueOf(wrong.getMessage());
      if (NOT_HERE.stream()
          .noneMatch(name -> message.startsWith(name + " is not evaluated locally"))) {
        broken.put(text, message);
      }
    }
  }

  private static void answeredAlone(Expression query) {
    hasValues(
        new Evaluator(source(List.of(query)), InstantSource.system()).timeseries(query, SPAN));
  }

  /// All queries of a request, under its formulas; without any formula each query is shown.
  private static void answered(Map<?, ?> request, List<?> sent, Variables variables) {
    Map<String, Expression> queries = new LinkedHashMap<>();
    Map<String, Reduced> reduced = new LinkedHashMap<>();
    for (Object one : sent) {
      Map<?, ?> query = (Map<?, ?>) one;
      String name = text(query, "name").isEmpty() ? "query" + queries.size() : text(query, "name");
      String aggregator = text(query, "aggregator").isEmpty() ? "avg" : text(query, "aggregator");
      Expression parsed = QueryParser.parse(text(query, "query"), variables);
      queries.put(name, parsed);
      reduced.put(name, new Reduced(parsed, aggregator));
    }
    List<String> formulas = new ArrayList<>();
    if (request.get("formulas") instanceof List<?> list) {
      list.forEach(formula -> formulas.add(text((Map<?, ?>) formula, "formula")));
    } else {
      formulas.addAll(queries.keySet());
    }
    Evaluator evaluator = new Evaluator(source(queries.values()), InstantSource.system());
    for (String formula : formulas) {
      Expression parsed = QueryParser.parse(formula, variables);
      if (text(request, "response_format").equals("scalar")) {
        Frame frame = evaluator.scalar(parsed, reduced, SPAN);
        assertThat(frame.lines()).as(formula).isNotEmpty();
      } else {
        hasValues(evaluator.timeseries(parsed, queries, SPAN));
      }
    }
  }

  private static void hasValues(Frame frame) {
    assertThat(frame.lines()).isNotEmpty();
    assertThat(frame.lines())
        .anyMatch(
            line -> IntStream.range(0, line.size()).anyMatch(i -> !Double.isNaN(line.value(i))));
  }

  /// Every metric has three series, of which one lacks the keys that are grouped by; those that any
  /// query asks what only a distribution knows are distributions, the others counts.
  private static SeriesSource source(Collection<Expression> queries) {
    List<MetricQuery> asked =
        queries.stream()
            .flatMap(Expression::all)
            .<MetricQuery>mapMulti((part, metrics) -> {
              if (part instanceof Expression.Metric(MetricQuery query)) {
                metrics.accept(query);
              }
            })
            .toList();
    Set<String> distributions =
        asked.stream()
            .filter(query -> !(query.aggregator() instanceof Aggregator.Plain))
            .map(MetricQuery::metric)
            .collect(Collectors.toSet());
    List<List<String>> tags = new ArrayList<>(List.of(List.of()));
    for (String value : List.of("a", "b")) {
      tags.add(
          asked.stream()
              .flatMap(query -> query.by().stream())
              .distinct()
              .map(key -> key + ":" + value)
              .sorted()
              .toList());
    }
    return new SeriesSource() {
      @Override
      public Optional<MetricType> type(String metric) {
        return Optional.of(
            distributions.contains(metric) ? MetricType.DISTRIBUTION : MetricType.COUNT);
      }

      @Override
      public boolean hasSeveral(String metric, Predicate<List<String>> scope) {
        return tags.size() > 1;
      }

      @Override
      public List<Reading> read(Request request) {
        return tags.stream().<Reading>map(Counted::new).toList();
      }

      @Override
      public List<DistributionReading> distributions(Request request) {
        return tags.stream().<DistributionReading>map(Timed::new).toList();
      }
    };
  }

  private record Counted(List<String> tags) implements Reading {
    @Override
    public double value(int bucket) {
      return bucket % 7 + tags.hashCode() % 5;
    }
  }

  private record Timed(List<String> tags) implements DistributionReading {
    @Override
    public Optional<Distribution> value(int bucket) {
      return bucket % 3 == 2
          ? Optional.empty()
          : Optional.of(Points.distribution(1, bucket, 100 + bucket % 7));
    }
  }

  private static List<Path> files(String folder) throws IOException {
    assumeThat(CORPUS.resolve(folder)).as("real dashboards are at hand").isDirectory();
    try (Stream<Path> files = Files.walk(CORPUS.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Variables variables(List<Map<?, ?>> objects) {
    Map<String, Variables.Variable> variables = new HashMap<>();
    for (Map<?, ?> object : objects) {
      if (object.get("name") instanceof String name
          && object.get("prefix") instanceof String prefix) {
        variables.put(name, new Variables.Variable(Optional.of(prefix), List.of("*")));
      }
    }
    return new Variables(variables);
  }

  /// All objects of a file, those inside others too.
  private static List<Map<?, ?>> objects(Path file) throws IOException {
    List<Map<?, ?>> objects = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      json.nextToken();
      value(json, objects);
    }
    return objects;
  }

  private static Object value(JsonParser json, List<Map<?, ?>> objects) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String key = json.currentName();
          json.nextToken();
          object.put(key, value(json, objects));
        }
        objects.add(object);
        yield object;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json, objects));
        }
        yield list;
      }
      case VALUE_STRING -> json.getString();
      default -> json.currentToken();
    };
  }
}
