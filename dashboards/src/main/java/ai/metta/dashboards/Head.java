// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What widgets have in common.
///
/// @param title short, in sentence case, without the product's name
/// @param time a span of its own; empty for the dashboard's
/// @param links of the context menu
/// @param description what stands behind the title's mark
record Head(String title, Optional<LiveSpan> time, List<Link> links, Optional<String> description) {
  Head {
    links = List.copyOf(links);
  }

  static Head titled(String title) {
    return new Head(title, Optional.empty(), List.of(), Optional.empty());
  }

  Head over(LiveSpan span) {
    return new Head(title, Optional.of(span), links, description);
  }

  Head linking(List<Link> more) {
    return new Head(
        title, time, Stream.concat(links.stream(), more.stream()).toList(), description);
  }

  Head saying(String text) {
    return new Head(title, time, links, Optional.of(text));
  }

  /// The members that every definition begins with.
  Members begin(String type) {
    return JsonTree.object()
        .with("title", title)
        .with("title_size", "16")
        .with("title_align", "left")
        .with("description", description.map(JsonTree.Text::new))
        .with("type", type);
  }

  /// The members that every definition ends with.
  Members end(Members definition) {
    Members timed = definition.with("time", time.map(LiveSpan::ofWidget));
    return links.isEmpty()
        ? timed
        : timed.with("custom_links", JsonTree.list(links.stream().map(Link::json).toList()));
  }
}
