// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import java.util.Set;
import java.util.regex.Pattern;

/// The words that Datadog's API takes in dashboards.
///
/// Source: Datadog's OpenAPI description, version 1.
final class Words {
  static final Set<String> LAYOUTS = Set.of("ordered", "free");
  static final Set<String> COMPARATORS = Set.of("=", ">", ">=", "<", "<=");
  static final Set<String> AGGREGATORS =
      Set.of("avg", "min", "max", "sum", "last", "area", "l2norm", "percentile");
  static final Set<String> FORMATS = Set.of("timeseries", "scalar", "event_list");
  static final Set<String> DISPLAYS = Set.of("area", "bars", "line", "overlay");
  static final Set<String> OF_MARKERS =
      Set.of("error", "warning", "ok", "info", "dashed", "solid", "bold", "percentile");

  static final Set<String> PALETTES =
      Set.of(
          "blue",
          "custom_bg",
          "custom_image",
          "custom_text",
          "gray_on_white",
          "grey",
          "green",
          "orange",
          "red",
          "red_on_white",
          "white_on_gray",
          "white_on_green",
          "green_on_white",
          "white_on_red",
          "white_on_yellow",
          "yellow_on_white",
          "black_on_light_yellow",
          "black_on_light_green",
          "black_on_light_red");

  /// What shows the results of queries that each of its requests holds.
  static final Set<String> QUERIED =
      Set.of(
          "change",
          "distribution",
          "geomap",
          "heatmap",
          "query_table",
          "query_value",
          "sunburst",
          "timeseries",
          "toplist",
          "treemap");

  /// What has its requests under a key each, as `x` and `y`.
  static final Set<String> KEYED = Set.of("hostmap", "scatterplot");

  static final Set<String> WIDGETS =
      Set.of(
          "alert_graph",
          "alert_value",
          "bar_chart",
          "change",
          "check_status",
          "cohort",
          "distribution",
          "event_stream",
          "event_timeline",
          "free_text",
          "funnel",
          "geomap",
          "group",
          "heatmap",
          "hostmap",
          "iframe",
          "image",
          "list_stream",
          "log_stream",
          "manage_status",
          "note",
          "point_plot",
          "powerpack",
          "query_table",
          "query_value",
          "retention_curve",
          "run_workflow",
          "sankey",
          "scatterplot",
          "servicemap",
          "slo",
          "slo_list",
          "split_group",
          "sunburst",
          "timeseries",
          "toplist",
          "topology_map",
          "trace_service",
          "treemap",
          "wildcard");

  private static final String NUMBER = "\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*";

  /// `y = 15`, `y > 15`; its groups are the comparator and the number.
  static final Pattern BOUND = Pattern.compile("\\s*y\\s*(=|<=|>=|<|>)" + NUMBER);

  /// `0 < y < 10`; its groups are the lower number, its comparator, the upper one's, and that.
  static final Pattern RANGE = Pattern.compile(NUMBER + "(<=?)\\s*y\\s*(<=?)" + NUMBER);

  private Words() {}
}
