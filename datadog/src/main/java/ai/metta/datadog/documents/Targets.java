// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The dashboards that links may lead to.
///
/// @param links those whose name is known
/// @param alive the ids of all
/// @param unread why none is known; empty where all are
record Targets(Links links, Set<String> alive, Optional<Failure> unread) {

  /// Of monitors, dashboards are asked for; that they cannot be listed keeps no monitor back.
  ///
  /// @param all what is live of the API's own kind
  static Targets of(Api api, List<Live> all) {
    return switch (api.kind()) {
      case DASHBOARD -> among(all);
      case MONITOR -> {
        try {
          yield among(api.of(Kind.DASHBOARD).list());
        } catch (FailureException unread) {
          yield new Targets(Links.NONE, Set.of(), Optional.of(unread.failure()));
        }
      }
    };
  }

  private static Targets among(List<Live> dashboards) {
    Links known = Links.NONE;
    for (Live live : dashboards) {
      String name = live.mark().map(Mark::name).orElse("");
      known = name.isEmpty() ? known : known.with(live.id(), name);
    }
    Set<String> alive = dashboards.stream().map(Live::id).collect(Collectors.toSet());
    return new Targets(known, alive, Optional.empty());
  }

  /// With the ids that stand in a live document for what it means.
  Links read(Members live, Members mine) {
    return links.withDead(live, mine, alive);
  }

  /// What a live document is brought up to date with: where nothing is known, its ids stay.
  Links sent(Links known, Members live, Members mine) {
    return unread.isPresent() ? read(live, mine) : known;
  }

  /// Whether the links of a live document go where they should.
  boolean areIn(Members live, Members mine) {
    return unread.isPresent() || (read(live, mine).equals(links) && !links.areNamedIn(live));
  }
}
