// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;

import ai.metta.collect.Profile;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Judged;
import ai.metta.dashboards.Link;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Note;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.QueryTable;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Shown.Reducer;
import ai.metta.dashboards.Widget;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is broken right now, and what was it last week: the page that all others lead back to.
///
/// The whole grid is one table. A cell is the mean of a rolling day that ends now, or one to six
/// days before; a day without a value is grey. Whether a row is known now stands beside its days,
/// sent for every row, so that none is missing from the table.
final class RollUpDashboard {
  static final int DAYS = 7;

  private static final String DETAIL = "?tpl_var_area={{area.value}}&tpl_var_check={{check.value}}";
  private static final long SECONDS_A_DAY = 86_400;
  private static final int HIGH = 12;

  private RollUpDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue, List<Dashboard> others) {
    return Pages.about(
            profile,
            catalogue,
            Dashboard.HOME,
            "Metta System Health",
            new Purpose(
                "System health across all areas: what is broken right now",
                "Leadership, team standups"))
        .group("Health score", scores(catalogue, "score"), scores(catalogue, "coverage"))
        .group(
            "Health metrics (7 rolling days)",
            new Row(List.of(grid(others), rows(others)), List.of(8, 4)))
        .group("Health metrics, drawn", Row.of(GridDrawing.of(days())))
        .group("Quick links", Row.of(quickLinks(others)));
  }

  /// A day of the grid.
  ///
  /// @param alias `-6d` … `0d`
  record Day(String alias, Formula figure) {}

  static List<Day> days() {
    Shown figures = show(HealthMetrics.FOM).by("area", "check").reducedBy(Reducer.AVG);
    return IntStream.range(0, DAYS)
        .mapToObj(index -> DAYS - 1 - index)
        .map(ago -> day(figures, ago))
        .toList();
  }

  /// Unknown is below 0, so that a colour of its own can stand for it.
  private static Day day(Shown figures, int ago) {
    String alias = ago == 0 ? "0d" : "-" + ago + "d";
    String at = ago == 0 ? "{0}" : "timeshift({0}, -" + ago * SECONDS_A_DAY + ")";
    return new Day(alias, Formula.of("default_zero(" + at + " + 1) - 1", figures).as(alias));
  }

  private static Row scores(Catalogue<?> catalogue, String kind) {
    return Row.of(
        Stream.concat(Grid.areas().stream(), Stream.of(RollUps.OVERALL))
            .map(area ->
                number(
                        title(area) + (kind.equals("score") ? "" : ", share known"),
                        show(metric(catalogue, "health." + area + "." + kind)))
                    .coloured(kind.equals("score") ? Judged.figures() : List.of()))
            .toArray(Widget[]::new));
  }

  private static String title(String area) {
    return area.equals("ci")
        ? "CI/CD"
        : area.substring(0, 1).toUpperCase(Locale.ROOT) + area.substring(1);
  }

  private static Metric metric(Catalogue<?> catalogue, String name) {
    return catalogue
        .metric(name)
        .orElseThrow(() -> new IllegalArgumentException("no metric " + name));
  }

  private static Widget grid(List<Dashboard> others) {
    QueryTable table = table("Figures of merit: 1 is good, 0 is bad, grey is unknown");
    for (Day day : days()) {
      table = table.column(day.figure(), Judged.figuresOrUnknown());
    }
    return table
        .column(show(RollUps.KNOWN).by("area", "check").as("known now"), List.of())
        .sorted(QueryTable.Order.TAGS)
        .high(HIGH)
        .over(LiveSpan.DAY)
        .linking(Link.toDashboard("Detail", RowDashboard.NAME, DETAIL))
        .linking(
            others.stream().map(other -> other.link("View " + other.title())).toArray(Link[]::new));
  }

  /// What each row is, in the order that people know.
  private static Note rows(List<Dashboard> others) {
    List<Metric> measured =
        others.stream()
            .flatMap(other -> other.subjects().stream())
            .flatMap(subject -> subject.metrics().stream())
            .filter(metric -> metric.fom().isPresent())
            .distinct()
            .sorted(Comparator.comparingInt(metric -> Grid.ids().indexOf(id(metric))))
            .toList();
    String list =
        measured.stream()
            .map(metric ->
                "| "
                    + Grid.title(id(metric))
                    + " | `"
                    + id(metric)
                    + "` | "
                    + target(metric)
                    + " |")
            .collect(Collectors.joining("\n"));
    return new Note(
        "Each column is the mean of a day that ends now, or so many days ago.\n\n"
            + "| Row | area.check | Target |\n|---|---|---|\n"
            + list,
        HIGH);
  }

  private static String id(Metric metric) {
    Fom fom = metric.fom().orElseThrow();
    return fom.area() + "." + fom.check();
  }

  private static String target(Metric metric) {
    return metric.target().map(target -> target.text()).orElse("–");
  }

  private static Note quickLinks(List<Dashboard> others) {
    return new Note(
        Stream.concat(
                others.stream().map(other -> other.link(other.title())),
                Stream.of(Link.toDashboard("Collector Health", Dashboard.COLLECTORS, "")))
            .map(link -> "→ [" + link.text() + "](" + link.address() + ")")
            .collect(Collectors.joining("  ·  ")),
        1);
  }
}
