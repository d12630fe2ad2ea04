// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a monitor says when it calls: what is wrong and by how much, how that is measured, what
/// good looks like, where to look and what to do next.
///
/// @param series what it looks at
/// @param problem one sentence without a full stop, in which `{{value}}` may stand
/// @param silence the same of no data
/// @param good what good looks like
/// @param next commands, the first one first
record Message(
    Series series, String problem, String silence, String good, Link link, List<String> next) {

  /// A page of Datadog's.
  ///
  /// @param dashboard its name; the address has it as a slug, until a push puts its id there
  record Link(String web, String dashboard) {
    String text() {
      return "[" + dashboard + "](" + web + "/dashboard/" + dashboard.replace('_', '-') + ")";
    }
  }

  /// What a metric's target asks for, in words.
  static String good(Metric metric, Optional<Target> target) {
    return target.map(one -> one.text() + " " + unit(metric)).orElse("not said");
  }

  /// The unit of a metric's values, or the noun that it counts.
  static String unit(Metric metric) {
    return metric.unit().map(Unit::text).or(metric::noun).orElse("");
  }

  String text(MonitorOptions options, List<String> handles) {
    String where = groups();
    List<String> lines = new ArrayList<>();
    lines.add(block("is_alert", problem + where + " (critical: {{threshold}})."));
    if (options.thresholds().warning().isPresent()) {
      lines.add(block("is_warning", problem + where + " (warning: {{warn_threshold}})."));
    }
    if (options.missing() instanceof MonitorOptions.Missing.Told) {
      lines.add(block("is_no_data", silence + where + "."));
    }
    lines.add(block("is_recovery", "Over" + where + ": {{value}}."));
    lines.add("");
    lines.add("**Measured:** `" + series.metric().name() + "`, " + measured() + ".");
    lines.add("**Good:** " + good + ".");
    lines.add("**Look:** " + link.text());
    lines.add(
        "**Next:** "
            + next.stream().map(one -> "`" + one + "`").collect(Collectors.joining(" · ")));
    if (!handles.isEmpty()) {
      lines.add("");
      lines.add(String.join(" ", handles));
    }
    return String.join("\n", lines);
  }

  private static String block(String condition, String text) {
    return "{{#" + condition + "}}" + text + "{{/" + condition + "}}";
  }

  private String groups() {
    return series.by().isEmpty()
        ? ""
        : series.by().stream()
            .map(key -> key + " {{" + (key.contains(".") ? "[" + key + "]" : key) + ".name}}")
            .collect(Collectors.joining(", ", ", ", ""));
  }

  private String measured() {
    Metric metric = series.metric();
    return metric.description()
        + "; "
        + series.inWords()
        + metric.source().map(Source::endpoint).map(from -> "; from " + from).orElse("");
  }
}
