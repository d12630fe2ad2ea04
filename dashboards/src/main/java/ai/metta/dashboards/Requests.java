// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.Formula.Look;
import ai.metta.metric.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Formulas as the requests of a widget: each query once, by a name that the formulas use.
final class Requests {
  private final Page page;

  Requests(Page page) {
    this.page = page;
  }

  /// One value a group for each formula.
  ///
  /// @param each what a formula's column, bar or slice says beside the arithmetic
  Members scalar(List<Formula> formulas, Function<Formula, Members> each) {
    return request("scalar", formulas, each, Requests::reduced);
  }

  /// Lines over time, a request for each way to draw them.
  List<Members> overTime(List<Formula> formulas) {
    Map<Look, List<Formula>> byLook =
        formulas.stream()
            .collect(Collectors.groupingBy(Formula::look, LinkedHashMap::new, Collectors.toList()));
    List<Members> requests = new ArrayList<>();
    byLook.forEach((look, some) ->
        requests.add(
            request("timeseries", some, _ -> JsonTree.object(), (query, _) -> query)
                .with("style", style(look))
                .with("display_type", word(look.kind()))));
    return requests;
  }

  private static Members style(Look look) {
    return JsonTree.object()
        .with("palette", look.kind() == Look.Kind.LINE ? "dog_classic" : "semantic")
        .with("line_type", word(look.stroke()))
        .with("line_width", "normal");
  }

  /// Puts the word into a query that makes one value of a span.
  private static Members reduced(Members query, Shown shown) {
    return query.with("aggregator", Page.reducer(shown));
  }

  /// Finishes a query of series that are shown.
  private interface Finish {
    Members of(Members query, Shown shown);
  }

  private Members request(
      String format, List<Formula> formulas, Function<Formula, Members> each, Finish finish) {
    Map<Shown, String> names = new LinkedHashMap<>();
    for (Formula formula : formulas) {
      formula.of().forEach(shown -> names.putIfAbsent(shown, "query" + (names.size() + 1)));
    }
    List<JsonTree> queries = new ArrayList<>();
    names.forEach((shown, name) ->
        queries.add(
            finish.of(
                JsonTree.object()
                    .with("data_source", "metrics")
                    .with("name", name)
                    .with("query", page.query(shown)),
                shown)));
    return JsonTree.object()
        .with("response_format", format)
        .with("queries", JsonTree.list(queries))
        .with(
            "formulas",
            JsonTree.list(
                formulas.stream()
                    .map(formula -> formula(formula, names, each.apply(formula)))
                    .toList()));
  }

  private static Members formula(Formula formula, Map<Shown, String> names, Members more) {
    String text =
        IntStream.range(0, formula.of().size())
            .boxed()
            .reduce(
                formula.text(),
                (sofar, index) ->
                    sofar.replace(
                        "{" + index + "}", String.valueOf(names.get(formula.of().get(index)))),
                (one, _) -> one);
    Members members =
        JsonTree.object()
            .with("formula", text)
            .with("alias", formula.name())
            .with("number_format", formula.shownUnit().flatMap(Requests::format));
    for (Map.Entry<String, JsonTree> member : more.byKey().entrySet()) {
      members = members.with(member.getKey(), member.getValue());
    }
    return members;
  }

  private static Optional<Members> format(Unit unit) {
    Members canonical =
        JsonTree.object().with("type", "canonical_unit").with("unit_name", unit.name());
    return Optional.of(
        JsonTree.object()
            .with(
                "unit",
                unit.per().map(per -> canonical.with("per_unit_name", per)).orElse(canonical)));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
