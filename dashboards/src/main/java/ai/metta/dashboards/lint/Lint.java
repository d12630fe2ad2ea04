// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.json.Json;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.Subject;
import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.metric.Counted;
import ai.metta.metric.FailureException;
import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for queries in dashboards and monitors as Datadog's API writes them, and for what is wrong
/// with them: a text that is no query, a function that does not exist, a metric that nobody emits,
/// percentiles of what is no distribution, a formula over a query that is not there, template
/// variables that are not used or not declared.
public final class Lint {
  private static final Set<String> METRIC_MONITORS = Set.of("query alert", "metric alert");
  private static final Set<String> OF_VARIABLES =
      Set.of("template_variables", "template_variable_presets");

  private final Names names;
  private final Set<String> common;

  private Lint(Names names, Set<String> common) {
    this.names = names;
    this.common = common;
  }

  /// One that knows what collectors declare.
  ///
  /// @param common keys of tags that an installation puts on every series
  public static Lint knowing(Collection<Subject> subjects, Set<String> common) {
    return new Lint(new Names(subjects), common);
  }

  /// What was found in one document.
  ///
  /// @param queries how many texts with metric queries it holds
  public record Report(List<Finding> findings, int queries) {
    public Report {
      findings = List.copyOf(findings);
    }

    public boolean hasErrors() {
      return findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    }
  }

  /// Judges one document.
  ///
  /// @param name what it is called in messages about its JSON
  public Report check(String name, byte[] json) {
    try {
      Json document =
          new JsonReading(name, JsonLimits.STANDARD).bytes(json, parser -> Json.read(name, parser));
      return new Walk(document).report();
    } catch (FailureException broken) {
      Finding finding = new Finding(Level.ERROR, "", broken.failure().message(), Optional.empty());
      return new Report(List.of(finding), 0);
    }
  }

  /// Judges a dashboard's queries, whether Datadog takes its form, and what the guide asks of the
  /// page.
  ///
  /// @param name what it is called in messages about its JSON
  public Report page(String name, byte[] json) {
    Report queries = check(name, json);
    try {
      List<Finding> all = new ArrayList<>(queries.findings());
      JsonTree tree = JsonText.read(name, json);
      all.addAll(FormLint.of(tree));
      all.addAll(DeclarationLint.of(tree, names));
      all.addAll(GuideLint.of(tree));
      return new Report(all, queries.queries());
    } catch (FailureException broken) {
      return queries;
    }
  }

  /// One document's reading.
  private final class Walk {
    private final Json document;
    private final Variables variables;
    private final Set<String> used = new HashSet<>();
    private final QueryLint lint;

    Walk(Json document) {
      this.document = document;
      this.variables = declared(document);
      this.lint = new QueryLint(names, common, variables);
    }

    Report report() {
      List<Finding> findings = new ArrayList<>();
      if (document.at("widgets").isList()) {
        document
            .members()
            .forEach((key, member) -> {
              if (!OF_VARIABLES.contains(key)) {
                walk(member, "");
              }
            });
        findings.addAll(lint.findings());
        variables.byName().keySet().stream()
            .filter(variable -> !used.contains(variable))
            .sorted()
            .map(variable -> warning("template variable \"" + variable + "\" is used nowhere"))
            .forEach(findings::add);
      } else if (!monitor(document) && !monitor(document.at("definition"))) {
        findings.add(
            new Finding(Level.ERROR, "", "neither a dashboard nor a monitor", Optional.empty()));
      } else {
        findings.addAll(lint.findings());
      }
      if (!lint.foreign().isEmpty()) {
        findings.add(note(lint.foreign()));
      }
      return new Report(findings, lint.queries());
    }

    /// Whether it is one; only a metric's has a query of this language.
    private boolean monitor(Json object) {
      Optional<String> type = text(object, "type");
      Optional<String> query = text(object, "query");
      query
          .filter(_ -> type.filter(METRIC_MONITORS::contains).isPresent())
          .ifPresent(text ->
              lint.queries(
                  "", text, () -> List.of(MonitorQuery.parse(text, named(object)).expression())));
      return type.isPresent() && query.isPresent();
    }

    /// The names of the queries that a monitor brings along.
    private static Set<String> named(Json monitor) {
      Json variables = monitor.at("options", "variables");
      return variables.isList()
          ? variables.items().stream()
              .flatMap(variable -> text(variable, "name").stream())
              .collect(Collectors.toSet())
          : Set.of();
    }

    private void walk(Json at, String place) {
      if (at.isText()) {
        use(at.required(Json::text));
      } else if (at.isList()) {
        at.items().forEach(item -> walk(item, place));
      } else if (at.isObject()) {
        object(at, place);
      }
    }

    private void object(Json object, String place) {
      text(object, "q")
          .ifPresent(
              text -> lint.queries(place, text, () -> QueryParser.parseList(text, variables)));
      text(object, "query")
          .filter(_ -> text(object, "data_source").equals(Optional.of("metrics")))
          .ifPresent(
              text -> lint.queries(place, text, () -> List.of(QueryParser.parse(text, variables))));
      if (object.at("formulas").isList() && object.at("queries").isList()) {
        formulas(object, place);
      }
      boolean isOfValues = text(object, "request_type").equals(Optional.of("histogram"));
      object
          .members()
          .forEach((key, member) -> {
            if (isOfValues && key.equals("query") && member.isObject()) {
              values(member, place);
            } else {
              walk(member, key.equals("definition") ? titled(place, member) : place);
            }
          });
    }

    /// A query of all values of a distribution; it reads as one of a percentile of them does.
    private void values(Json query, String place) {
      Optional<String> text = text(query, "query");
      text.filter(_ -> text(query, "data_source").equals(Optional.of("metrics")))
          .ifPresent(all ->
              lint.queries(
                  place,
                  all,
                  () -> List.of(QueryParser.parse(QueryLint.asPercentile(all), variables))));
      text.ifPresent(this::use);
    }

    private void formulas(Json request, String place) {
      Set<String> queries = texts(request.at("queries"), "name").collect(Collectors.toSet());
      texts(request.at("formulas"), "formula")
          .forEach(formula -> {
            lint.formula(place, formula, queries, () -> QueryParser.parse(formula, variables));
            if (text(request, "response_format").equals(Optional.of("scalar"))) {
              lint.scalar(place, formula, () -> QueryParser.parse(formula, variables));
            }
          });
    }

    /// A text uses the longest name that a dollar is followed by.
    private void use(String text) {
      for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
        variables.longestAt(text, at + 1).ifPresent(used::add);
      }
    }
  }

  private static String titled(String place, Json definition) {
    String title =
        text(definition, "title")
            .filter(one -> !one.isBlank())
            .or(() -> text(definition, "type"))
            .orElse("widget");
    return place.isEmpty() ? title : place + " › " + title;
  }

  private static Stream<String> texts(Json list, String key) {
    return list.present().flatMap(item -> text(item, key).stream());
  }

  private static Optional<String> text(Json object, String key) {
    return object.at(key).isText() ? object.at(key).text() : Optional.empty();
  }

  /// Each stands for all of its values: which one is chosen changes no finding.
  private static Variables declared(Json document) {
    Map<String, Variables.Variable> byName = new HashMap<>();
    document
        .at("template_variables")
        .present()
        .forEach(variable ->
            text(variable, "name")
                .ifPresent(name ->
                    byName.put(
                        name, new Variables.Variable(text(variable, "prefix"), List.of("*")))));
    return new Variables(byName);
  }

  private static Finding warning(String problem) {
    return new Finding(Level.WARNING, "", problem, Optional.empty());
  }

  private static Finding note(Set<String> foreign) {
    return new Finding(
        Level.NOTE,
        "",
        Counted.of(foreign.size(), "metric")
            + " of others, which nothing here knows: "
            + String.join(", ", foreign),
        Optional.empty());
  }
}
