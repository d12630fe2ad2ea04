// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Monitor.Urgency;
import ai.metta.dashboards.monitors.MonitorOptions.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a monitor together, with what an installation says of all of them.
record Drafting(Installation installation) {
  /// The page that shows how collectors fare.
  static final String COLLECTOR_HEALTH = "collector-health";

  private static final Duration AGAIN = Duration.ofHours(4);

  /// What is particular to one.
  ///
  /// @param collector whose monitor it is; empty for one of several collectors
  /// @param delay how late its values may arrive
  record Draft(
      String name,
      String title,
      Optional<Watched> collector,
      Urgency urgency,
      Bound bound,
      String query,
      Missing missing,
      Duration delay) {}

  Monitor monitor(Draft draft, Message message) {
    Optional<Duration> renotify =
        draft.urgency() == Urgency.NOW ? Optional.of(AGAIN) : Optional.empty();
    MonitorOptions options =
        new MonitorOptions(draft.bound().thresholds(), draft.missing(), draft.delay(), renotify);
    List<String> handles =
        draft.urgency().callsSomebody() ? installation.handles() : List.<String>of();
    return new Monitor(
        draft.name(),
        draft.title(),
        draft.query(),
        message.text(options, handles),
        tags(draft.collector()),
        draft.urgency(),
        options);
  }

  Message.Link link(String dashboard) {
    return new Message.Link(installation.web(), dashboard);
  }

  /// The page of a collector's own, or the one of all collectors.
  Message.Link link(Watched collector) {
    return link(collector.dashboard().orElse(COLLECTOR_HEALTH));
  }

  private List<String> tags(Optional<Watched> collector) {
    List<String> tags =
        new ArrayList<>(List.of("managed_by:metta", "env:" + installation.environment()));
    collector.ifPresent(one -> {
      tags.add("collector:" + one.name());
      installation.owners().of(one.name()).ifPresent(team -> tags.add("team:" + team));
    });
    return tags;
  }
}
