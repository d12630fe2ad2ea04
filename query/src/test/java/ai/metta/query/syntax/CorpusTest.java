// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
      Path.of(Optional.ofNullable(System.getenv("METTA_SHARED")).orElse("../../shared"), "corpus");
  private static final Pattern MONITOR =
      Pattern.compile(
          "^\\s*(?:(?:avg|sum|min|max|change|pct_change)\\(.*?\\)|min|max)\\s*(?:\\(.*?\\))?:(.*?)(?:[<>]=?|==|!=)\\s*-?[\\d.]+\\s*$",
          Pattern.DOTALL);

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
      queries.forEach(text -> tried(text, () -> QueryParser.parse(text, variables)));
      formulas.forEach(text -> tried(text, () -> QueryParser.parse(text, variables)));
      lists.forEach(text -> tried(text, () -> QueryParser.parseList(text, variables)));
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
        Matcher matcher = MONITOR.matcher(text);
        if (matcher.matches()) {
          tried(text, () -> QueryParser.parse(matcher.group(1), Variables.NONE));
        } else {
          broken.put(text, "is no monitor query");
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(read).isGreaterThan(50);
  }

  private void tried(String text, Runnable parsing) {
    try {
      parsing.run();
      read++;
    } catch (QuerySyntaxException wrong) {
      broken.put(text, String.valueOf(wrong.getMessage()));
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
