// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.asana.Project.Health;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Projects that are neither archived nor completed, and what the newest status update of each
/// says. The six words add up to all of them.
final class ProjectMetrics {
  private static final Source SOURCE = new Source("GET /projects", Optional.of("projects:read"));

  static final Metric ACTIVE =
      projects("active", "Projects that are neither archived nor completed", 1);
  static final Metric ON_TRACK = health("on_track", "on track", 2).orientation(HIGHER_IS_BETTER);
  static final Metric AT_RISK = health("at_risk", "at risk", 3).orientation(LOWER_IS_BETTER);
  static final Metric OFF_TRACK = health("off_track", "off track", 4).orientation(LOWER_IS_BETTER);
  static final Metric ON_HOLD = health("on_hold", "on hold", 5);
  static final Metric NO_STATUS =
      projects("no_status", "Active projects without a status update", 6);
  static final Metric OTHER_STATUS =
      health("other_status", "something else: complete, dropped, or a word of Asana's to come", 7);

  private ProjectMetrics() {}

  static List<Emission<AsanaSnapshot>> emissions() {
    return List.of(
        emit(ACTIVE)
            .from(AsanaSnapshot::projects)
            .value((projects, _) -> projects.stream().filter(Project::isActive).count()),
        count(ON_TRACK, Health.ON_TRACK),
        count(AT_RISK, Health.AT_RISK),
        count(OFF_TRACK, Health.OFF_TRACK),
        count(ON_HOLD, Health.ON_HOLD),
        count(NO_STATUS, Health.NONE),
        count(OTHER_STATUS, Health.OTHER));
  }

  private static Emission<AsanaSnapshot> count(Metric metric, Health health) {
    return emit(metric)
        .from(AsanaSnapshot::statuses)
        .value((statuses, _) -> Collections.frequency(statuses, health));
  }

  private static Metric health(String word, String says, int order) {
    return projects(word, "Active projects whose newest status update says " + says, order);
  }

  private static Metric projects(String word, String says, int order) {
    return Metric.gauge("asana.projects." + word)
        .noun("project")
        .says(says)
        .across(SUM)
        .from(SOURCE)
        .shownIn("Projects", order)
        .tagged("asana.projects", "status:" + (word.equals("no_status") ? "none" : word));
  }
}
