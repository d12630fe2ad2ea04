// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The first words of a page: where one is, what it is for, who reads it and who owns it.
record About(Dashboard dashboard) implements Widget {
  private static final int WIDEST_TILES = 6;

  /// The note, and beside it whether each collector's last run failed.
  static Group group(Dashboard dashboard) {
    List<Widget> widgets = new ArrayList<>(List.of(new About(dashboard)));
    dashboard.subjects().forEach(subject -> widgets.add(tile(dashboard, subject)));
    List<Integer> widths = new ArrayList<>();
    int tiles = widgets.size() - 1;
    int tile = tiles == 0 ? 0 : Math.min(3, Math.max(2, WIDEST_TILES / tiles));
    widths.add(Row.COLUMNS - tile * tiles);
    for (int i = 0; i < tiles; i++) {
      widths.add(tile);
    }
    return new Group("About", List.of(new Row(widgets, widths)));
  }

  private static Widget tile(Dashboard dashboard, Subject subject) {
    return NumberTile.number(
            "Collector " + subject.collector() + " (1 = failed)",
            Shown.show(dashboard.status()).where("collector", subject.collector()))
        .over(LiveSpan.atLeast(subject.schedule().every().multipliedBy(3)))
        .linking(
            Link.toDashboard(
                "View Collector Health",
                Dashboard.COLLECTORS,
                "?tpl_var_collector=" + subject.collector()),
            Link.toDashboard("Back to System Health", Dashboard.HOME, ""));
  }

  @Override
  public Members definition(Page page) {
    return new Note(text(page), height()).definition(page);
  }

  private String text(Page page) {
    List<String> facts = new ArrayList<>();
    facts.add("**Audience** " + dashboard.purpose().audience());
    page.owner().ifPresent(team -> facts.add("**Owner** " + team));
    if (!dashboard.subjects().isEmpty()) {
      facts.add(
          dashboard.subjects().stream()
              .map(subject -> "`" + subject.collector() + "` " + every(subject))
              .collect(Collectors.joining(", ", "**Collected** by ", "")));
    }
    return breadcrumb() + "\n\n" + dashboard.purpose().says() + ".\n\n" + String.join(" · ", facts);
  }

  private String breadcrumb() {
    String here = "**" + dashboard.title() + "**";
    String collectors = "[Collector Health](" + Dashboard.path(Dashboard.COLLECTORS) + ")";
    if (dashboard.name().equals(Dashboard.HOME)) {
      return here + " · " + collectors;
    }
    String back = "[Metta System Health](" + Dashboard.path(Dashboard.HOME) + ") › " + here;
    return dashboard.name().equals(Dashboard.COLLECTORS) ? back : back + " · " + collectors;
  }

  private static String every(Subject subject) {
    long minutes = subject.schedule().every().toMinutes();
    return minutes % 60 == 0 ? "every " + minutes / 60 + " h" : "every " + minutes + " min";
  }

  @Override
  public int height() {
    return 2;
  }
}
