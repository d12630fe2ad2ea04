// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import static ai.metta.dashboards.lint.FormLint.shown;

import ai.metta.access.configuration.Nearest;
import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.access.json.JsonTree.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What Datadog refuses of one widget's definition: words that it does not know, and requests that
/// ask for nothing.
record DefinitionForm(Findings findings, String place) {
  void check(JsonTree definition) {
    Optional<String> type = definition.textAt("type");
    if (type.filter(Words.WIDGETS::contains).isEmpty()) {
      wrong("its type is " + shown(definition, "type") + near(type, Words.WIDGETS));
    }
    type.filter(Words.QUERIED::contains).ifPresent(_ -> queried(definition));
    type.filter(Words.KEYED::contains)
        .filter(_ -> !(definition.at("requests").orElse(Null.NULL) instanceof Members))
        .ifPresent(
            _ -> wrong("its requests are " + shown(definition, "requests") + "; write an object"));
    definition.itemsAt("markers").forEach(this::marker);
    axis(definition, "min");
    axis(definition, "max");
  }

  private void queried(JsonTree definition) {
    if (!(definition.at("requests").orElse(Null.NULL) instanceof Items(List<JsonTree> requests))) {
      wrong("its requests are " + shown(definition, "requests") + "; write a list of objects");
      return;
    }
    if (requests.isEmpty()) {
      wrong("has no request; write one, or leave the widget out");
    }
    requests.forEach(this::request);
  }

  private void request(JsonTree request) {
    if (!(request instanceof Members(var byKey))) {
      wrong("one of its requests is " + shown(request) + "; each is an object");
      return;
    }
    boolean asks =
        byKey.keySet().stream()
            .anyMatch(key -> key.equals("q") || key.equals("queries") || key.endsWith("query"));
    if (!asks) {
      wrong("a request has no queries; write them, or leave the request out");
    }
    if (request.at("queries").isPresent()) {
      queries(request);
    }
    if (request.at("formulas").isPresent()) {
      formulas(request);
    }
    known(request, "display_type", Words.DISPLAYS);
    known(request, "aggregator", Words.AGGREGATORS);
    request.itemsAt("conditional_formats").forEach(this::format);
  }

  private void queries(JsonTree request) {
    List<JsonTree> queries = request.itemsAt("queries");
    if (queries.isEmpty()) {
      wrong("a request has no queries; write them, or leave the request out");
    }
    if (request.textAt("response_format").isEmpty()) {
      wrong(
          "a request has no response_format; write \"timeseries\" for lines, \"scalar\" for numbers");
    }
    known(request, "response_format", Words.FORMATS);
    Set<String> names = new HashSet<>();
    for (JsonTree query : queries) {
      Optional<String> source = query.textAt("data_source");
      if (source.isEmpty()) {
        wrong("one of its queries has no data_source; write \"metrics\"");
      }
      query
          .textAt("name")
          .filter(name -> !names.add(name))
          .ifPresent(name -> wrong("two queries of a request have the name " + name));
      if (source.equals(Optional.of("metrics"))) {
        known(query, "aggregator", Words.AGGREGATORS);
        if (query.textAt("query").isEmpty()) {
          wrong("a query is " + shown(query, "query") + "; write a text such as sum:name{*}");
        }
        if (query.textAt("name").isEmpty()) {
          wrong("one of its queries has no name");
        }
      }
    }
  }

  private void formulas(JsonTree request) {
    if (!(request.at("formulas").orElse(Null.NULL) instanceof Items(List<JsonTree> formulas))) {
      wrong("its formulas are " + shown(request, "formulas") + "; write a list");
      return;
    }
    for (JsonTree formula : formulas) {
      if (formula.textAt("formula").isEmpty()) {
        wrong("a formula is " + shown(formula, "formula") + "; write a text such as query1");
      }
      formula.itemsAt("conditional_formats").forEach(this::format);
    }
  }

  private void format(JsonTree format) {
    required(format, "comparator", Words.COMPARATORS);
    required(format, "palette", Words.PALETTES);
    if (!(format.at("value").orElse(Null.NULL) instanceof Digits)) {
      wrong("the value of a conditional format is " + shown(format, "value") + "; write a number");
    }
  }

  private void marker(JsonTree marker) {
    String look = marker.textAt("display_type").orElse("");
    if (!Arrays.stream(look.split(" ", -1))
        .allMatch(word -> word.isEmpty() || Words.OF_MARKERS.contains(word))) {
      wrong("a marker's display_type is \"" + look + "\"; write one such as error dashed");
    }
    boolean isText = marker.at("value").orElse(Null.NULL) instanceof Text;
    String value = marker.textAt("value").orElse("");
    boolean isBound = Words.BOUND.matcher(value).matches() || Words.RANGE.matcher(value).matches();
    boolean isFreer = isText && (look.contains("percentile") || value.contains("$"));
    if (!isBound && !isFreer) {
      wrong(
          "a marker's value is "
              + shown(marker, "value")
              + "; write one such as y = 15 or 0 < y < 10");
    }
    Band.ofMarker(marker)
        .filter(band -> band.low() > band.high())
        .ifPresent(band ->
            wrong(
                "no value is "
                    + value.strip()
                    + "; write the lower number first: "
                    + Band.number(band.high())
                    + " < y < "
                    + Band.number(band.low())));
  }

  private void axis(JsonTree definition, String end) {
    JsonTree axis = definition.at("yaxis").orElse(Null.NULL);
    axis.textAt(end)
        .filter(text -> !text.equals("auto") && !isNumber(text))
        .ifPresent(text ->
            wrong("the " + end + " of its y-axis is \"" + text + "\"; write a number, or auto"));
  }

  static boolean isNumber(String text) {
    return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }

  private void required(JsonTree object, String key, Set<String> words) {
    if (object.at(key).isEmpty()) {
      wrong("a conditional format has no " + key);
    }
    known(object, key, words);
  }

  private void known(JsonTree object, String key, Set<String> words) {
    object
        .at(key)
        .filter(value -> !(value instanceof Text(String word) && words.contains(word)))
        .ifPresent(
            value -> wrong("its " + key + " is " + shown(value) + near(object.textAt(key), words)));
  }

  private static String near(Optional<String> word, Set<String> words) {
    return word.filter(DefinitionForm::isWord)
        .flatMap(one -> Nearest.to(one, new TreeSet<>(words)))
        .map(one -> "; did you mean \"" + one + "\"?")
        .orElseGet(() -> "; Datadog knows " + String.join(", ", new TreeSet<>(words)));
  }

  /// Whether it is spelt, so that it can be misspelt: a sign is another, not a slip.
  private static boolean isWord(String text) {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  private void wrong(String problem) {
    findings.error(place, problem);
  }
}
