// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.lint.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether markers and the ends of the y-axis fit the targets of what a widget shows.
///
/// @param lines all that it shows, each of one metric
record LineLint(List<Declaration> lines, String place, Findings findings) {
  private static final Pattern TARGET = Pattern.compile("(?i)\\b(target|goal|objective)\\b");
  private static final Pattern WARNING = Pattern.compile("(?i)\\bwarning\\b");

  /// How many times another value is too far for a bound of the same.
  private static final double FAR = 5;

  void check(JsonTree definition) {
    List<Band> spans = new ArrayList<>();
    for (JsonTree marker : definition.itemsAt("markers")) {
      Band.ofMarker(marker).ifPresent(spans::add);
      Matcher bound = Words.BOUND.matcher(marker.textAt("value").orElse(""));
      if (bound.matches() && bound.group(1).equals("=")) {
        line(marker, Double.parseDouble(bound.group(2)));
      }
    }
    if (lines.size() == 1) {
      new ColourLint(lines.getFirst(), spans).check(ColourLint.Origin.MARKERS, place, findings);
    }
    axis(definition);
  }

  private void line(JsonTree marker, double value) {
    String text = marker.textAt("label").orElse("");
    if (TARGET.matcher(text).find()) {
      said(marker, value, "target", Declaration::target);
    } else if (WARNING.matcher(text).find()) {
      said(marker, value, "warning", Declaration::warning);
    } else if (text.isBlank() && marker.textAt("display_type").orElse("").startsWith("error")) {
      far(value);
    }
    if (lines.size() == 1) {
      lines.getFirst().fractions(value).ifPresent(problem -> doubt("marker y = " + problem));
    }
  }

  /// That what is called a target, or a warning, is none of the metrics'. It may be another's, or
  /// of another time: words are no contradiction.
  private void said(
      JsonTree marker, double value, String what, Function<Declaration, OptionalDouble> of) {
    boolean isKnown = !lines.isEmpty() && lines.stream().allMatch(one -> of.apply(one).isPresent());
    boolean isRight =
        lines.stream().anyMatch(one -> of.apply(one).stream().anyMatch(at -> isClose(at, value)));
    if (isKnown && !isRight) {
      String right = Band.number(of.apply(lines.getFirst()).orElse(value));
      doubt(
          "marker y = "
              + Band.number(value)
              + " is called \""
              + marker.textAt("label").orElse("")
              + "\", and the "
              + what
              + " of \""
              + lines.getFirst().metric()
              + "\" is declared at "
              + right
              + ": write y = "
              + right
              + ", or say in its label what it marks");
    }
  }

  /// That a bound of errors is of another order than the declared ones.
  private void far(double value) {
    boolean isJudged =
        !lines.isEmpty()
            && lines.stream().allMatch(one -> one.bounds().anyMatch(bound -> bound != 0));
    boolean isFar =
        lines.stream()
            .flatMapToDouble(Declaration::bounds)
            .allMatch(bound -> bound == 0 || value / bound > FAR || value / bound < 1 / FAR);
    if (isJudged && isFar) {
      String right =
          Band.number(lines.getFirst().target().orElseGet(() -> first(lines.getFirst())));
      findings.add(
          Level.WARNING,
          place,
          "marker y = "
              + Band.number(value)
              + " is far from what is declared for \""
              + lines.getFirst().metric()
              + "\", "
              + right
              + ": write y = "
              + right
              + ", or say in a label what it marks");
    }
  }

  private static double first(Declaration line) {
    return line.bounds().filter(bound -> bound != 0).findFirst().orElse(0);
  }

  private void axis(JsonTree definition) {
    Optional<JsonTree> axis = definition.at("yaxis");
    double min = end(axis, "min").orElse(Double.NEGATIVE_INFINITY);
    double max = end(axis, "max").orElse(Double.POSITIVE_INFINITY);
    for (Declaration line : lines) {
      line.bounds()
          .filter(bound -> bound < min || bound > max)
          .findFirst()
          .ifPresent(bound ->
              findings.add(
                  Level.WARNING,
                  place,
                  "its y-axis "
                      + (bound > max
                          ? "ends at " + Band.number(max)
                          : "begins at " + Band.number(min))
                      + " and hides "
                      + Band.number(bound)
                      + ", which parts good from bad for \""
                      + line.metric()
                      + "\": leave the "
                      + (bound > max ? "max" : "min")
                      + " out"));
    }
  }

  private static OptionalDouble end(Optional<JsonTree> axis, String key) {
    return axis.flatMap(one -> one.textAt(key)).filter(DefinitionForm::isNumber).stream()
        .mapToDouble(Double::parseDouble)
        .findFirst();
  }

  private static boolean isClose(double one, double other) {
    return Math.abs(one - other) <= 1e-3 * Math.abs(one);
  }

  private void doubt(String problem) {
    findings.add(Level.WARNING, place, problem);
  }
}
