// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.dashboards.lint.Meaning.Linear;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the units, colours, markers and axes of widgets are those that the declarations of the
/// shown metrics ask for. Where it cannot be decided what is shown, nothing is said.
final class DeclarationLint {
  /// How a span becomes one value without becoming another quantity.
  private static final Set<String> REDUCERS = Set.of("avg", "min", "max", "last", "percentile");

  private final Names names;
  private final Variables variables;
  private final Findings findings = new Findings();

  private DeclarationLint(Names names, Variables variables) {
    this.names = names;
    this.variables = variables;
  }

  /// What is found in a dashboard.
  static List<Finding> of(JsonTree dashboard, Names names) {
    DeclarationLint lint = new DeclarationLint(names, variables(dashboard));
    lint.widgets("", dashboard.itemsAt("widgets"));
    return lint.findings.all();
  }

  /// Each stands for all of its values.
  private static Variables variables(JsonTree dashboard) {
    Map<String, Variables.Variable> byName = new HashMap<>();
    for (JsonTree variable : dashboard.itemsAt("template_variables")) {
      variable
          .textAt("name")
          .ifPresent(name ->
              byName.put(name, new Variables.Variable(variable.textAt("prefix"), List.of("*"))));
    }
    return new Variables(byName);
  }

  private void widgets(String group, List<JsonTree> widgets) {
    for (JsonTree widget : widgets) {
      if (widget.at("definition").orElse(Null.NULL) instanceof Members definition) {
        String place = FormLint.place(group, FormLint.name(definition));
        widget(place, definition);
        widgets(place, definition.itemsAt("widgets"));
      }
    }
  }

  /// A line, number or column of a widget.
  ///
  /// @param formula its JSON, with a unit and colours of its own
  private record Shown(JsonTree formula, Meaning meaning) {}

  private void widget(String place, JsonTree definition) {
    List<Shown> all = new ArrayList<>();
    for (JsonTree request : definition.itemsAt("requests")) {
      List<Shown> some = shown(place, request);
      if (some.size() == 1) {
        formats(place, some.getFirst().meaning(), request);
      }
      all.addAll(some);
    }
    for (Shown one : all) {
      unit(
          place,
          one.meaning(),
          one.formula().at("number_format").flatMap(format -> format.at("unit")));
      formats(place, one.meaning(), one.formula());
    }
    definition
        .textAt("custom_unit")
        .filter(_ -> all.size() == 1)
        .ifPresent(text -> unit(place, all.getFirst().meaning(), text, Quantity.ofText(text)));
    List<Declaration> lines = all.stream().flatMap(one -> Declaration.of(one.meaning())).toList();
    if (lines.size() == all.size()) {
      new LineLint(lines, place, findings).check(definition);
    }
  }

  private List<Shown> shown(String place, JsonTree request) {
    Map<String, Meaning> queries = new HashMap<>();
    Meanings meanings = new Meanings(names, queries);
    for (JsonTree query : request.itemsAt("queries")) {
      boolean keeps = query.textAt("aggregator").map(REDUCERS::contains).orElse(true);
      query
          .textAt("name")
          .filter(_ -> keeps && query.textAt("data_source").equals(Optional.of("metrics")))
          .ifPresent(name -> queries.put(name, parsed(meanings, query.textAt("query").orElse(""))));
    }
    List<Shown> all = new ArrayList<>();
    request.textAt("q").ifPresent(text -> all.add(new Shown(request, parsed(meanings, text))));
    for (JsonTree formula : request.itemsAt("formulas")) {
      all.add(new Shown(formula, parsed(meanings, formula.textAt("formula").orElse(""))));
    }
    meanings.mixed().forEach(problem -> findings.error(place, problem));
    return all;
  }

  private Meaning parsed(Meanings meanings, String text) {
    try {
      return meanings.of(QueryParser.parse(text, variables));
    } catch (QuerySyntaxException told) {
      // By the queries' own lint.
      return new Meaning.Undecided();
    }
  }

  private void formats(String place, Meaning meaning, JsonTree holder) {
    List<Band> written = Band.ofFormats(holder.itemsAt("conditional_formats"));
    Declaration.of(meaning)
        .forEach(declaration ->
            new ColourLint(declaration, written).check(ColourLint.Origin.FORMATS, place, findings));
  }

  private void unit(String place, Meaning meaning, Optional<JsonTree> unit) {
    Optional<String> name = unit.flatMap(one -> one.textAt("unit_name"));
    Optional<String> per = unit.flatMap(one -> one.textAt("per_unit_name"));
    name.ifPresent(text ->
        unit(
            place,
            meaning,
            text + per.map(below -> "/" + below).orElse(""),
            Optional.of(Quantity.of(text, per))));
    unit.flatMap(one -> one.textAt("label"))
        .ifPresent(text -> unit(place, meaning, text, Quantity.ofText(text)));
  }

  private void unit(String place, Meaning meaning, String words, Optional<Quantity> written) {
    if (meaning instanceof Linear linear && written.isPresent() && !linear.isMean()) {
      Optional<Quantity> declared = Quantity.of(linear.first());
      double factor = Math.abs(linear.factor());
      boolean isRight =
          declared.map(one -> one.isShownAs(written.get(), factor)).orElse(true)
              && samePer(linear, written.get());
      if (!isRight) {
        findings.error(
            place,
            "is shown in "
                + words
                + (factor == 1 ? "" : " after × " + Band.number(factor))
                + ", and \""
                + linear.first()
                + "\" is declared in "
                + Quantity.words(linear.first())
                + declared.flatMap(one -> one.mended(written.get(), factor)).orElse("; show that"));
      }
    }
  }

  /// A short text may leave out what it is taken over; a unit's name may not.
  private static boolean samePer(Linear linear, Quantity written) {
    return written.per().isEmpty()
        || linear.factor() != 1
        || linear.first().unit().map(unit -> unit.per().equals(written.per())).orElse(true);
  }
}
