// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import ai.metta.query.evaluation.EvaluationException;
import ai.metta.query.evaluation.Evaluator;
import ai.metta.query.evaluation.Span;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.QueryText;
import ai.metta.query.syntax.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Every query and formula of real dashboards and monitors can be read. The dashboards are not the
/// project's: where they are not at hand, nothing is tested.
class CorpusTest {
  private static final Path CORPUS =
      Optional.ofNullable(System.getenv("METTA_SHARED"))
          .map(Path::of)
          .orElse(Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared"))
          .resolve("corpus");
  private final Map<String, String> broken = new TreeMap<>();
  private int read;

  @Test
  void everyQueryAndFormulaOfRealDashboardsCanBeRead() throws IOException {
    for (Path file : files("datadog-dashboards")) {
      Set<String> queries = new HashSet<>();
      Set<String> lists = new HashSet<>();
      Set<String> formulas = new HashSet<>();
      for (Map<String, String> object : objects(file)) {
        if ("metrics".equals(object.get("data_source")) && object.containsKey("query")) {
          queries.add(object.get("query"));
        }
        Optional.ofNullable(object.get("q")).ifPresent(lists::add);
        Optional.ofNullable(object.get("formula")).ifPresent(formulas::add);
      }
      Variables variables = variables(file);
      queries.forEach(text -> tried(text, () -> evaluated(QueryParser.parse(text, variables))));
      formulas.forEach(text -> tried(text, () -> QueryParser.parse(text, variables)));
      lists.forEach(text ->
          tried(text, () -> QueryParser.parseList(text, variables).forEach(CorpusTest::evaluated)));
    }
    assertThat(broken).isEmpty();
    assertThat(read).isGreaterThan(1000);
  }

  @Test
  void everyMetricQueryOfRealMonitorsCanBeRead() throws IOException {
    for (Path file : files("datadog-monitors")) {
      for (Map<String, String> object : objects(file)) {
        String text = object.getOrDefault("query", "");
        if (text.isBlank()
            || !"query alert metric alert".contains(object.getOrDefault("type", "none"))) {
          continue;
        }
        tried(text, () -> evaluated(MonitorQuery.parse(text).expression()));
      }
    }
    assertThat(broken).isEmpty();
    assertThat(read).isGreaterThan(50);
  }

  private void tried(String text, Runnable parsing) {
    try {
      parsing.run();
      read++;
    } catch (QuerySyntaxException | EvaluationException wrong) {
      broken.put(text, String.valueOf(wrong.getMessage()));
    }
  }

  /// Every metric has one series, of a kind that its query can be about.
  private static void evaluated(Expression query) {
    SeriesSource source =
        new SeriesSource() {
          @Override
          public Optional<MetricType> type(String metric) {
            return Optional.of(
                QueryText.of(query).matches(".*\\bp\\d+:.*")
                    ? MetricType.DISTRIBUTION
                    : MetricType.COUNT);
          }

          @Override
          public List<Reading> read(Request request) {
            return List.of(
                new Reading() {
                  @Override
                  public List<String> tags() {
                    return List.of("host:a");
                  }

                  @Override
                  public double value(int bucket) {
                    return bucket;
                  }
                });
          }

          @Override
          public List<DistributionReading> distributions(Request request) {
            return List.of();
          }
        };
    try {
      assertThat(
              new Evaluator(source)
                  .timeseries(query, Span.of(Instant.EPOCH, Instant.ofEpochSecond(3600))))
          .isNotNull();
    } catch (EvaluationException notHere) {
      if (!String.valueOf(notHere.getMessage()).contains("is not evaluated locally")) {
        throw notHere;
      }
    }
  }

  private static List<Path> files(String folder) throws IOException {
    assumeThat(CORPUS.resolve(folder)).as("real dashboards are at hand").isDirectory();
    try (Stream<Path> files = Files.walk(CORPUS.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Variables variables(Path file) throws IOException {
    Map<String, Variables.Variable> variables = new HashMap<>();
    for (Map<String, String> object : objects(file)) {
      if (object.containsKey("name") && object.containsKey("prefix")) {
        variables.put(
            object.get("name"),
            new Variables.Variable(Optional.of(object.get("prefix")), List.of("*")));
      }
    }
    return new Variables(variables);
  }

  /// The texts of each object, by key.
  private static List<Map<String, String>> objects(Path file) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    List<Map<String, String>> open = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          open.add(new HashMap<>());
        } else if (token == JsonToken.END_OBJECT) {
          objects.add(open.removeLast());
        } else if (token == JsonToken.VALUE_STRING
            && !open.isEmpty()
            && json.currentName() != null) {
          open.getLast().put(json.currentName(), json.getString());
        }
      }
    }
    return objects;
  }
}
