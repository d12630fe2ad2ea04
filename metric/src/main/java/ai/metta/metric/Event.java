// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Instant;
import java.util.Locale;

/// Something that happened, with identity, time, text and often a link: what has no number.
///
/// @param kind what sort of thing, lower snake case; sent as the tag `kind:`
/// @param identity what makes it this one; with the kind it is the aggregation key, so a repetition
///   is recognised
/// @param text Markdown
public record Event(
    String kind,
    String identity,
    String title,
    String text,
    Level level,
    Tags tags,
    Instant happenedAt) {

  /// How an event is drawn: Datadog's alert type.
  public enum Level {
    INFO,
    SUCCESS,
    WARNING,
    ERROR;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Event {
    if (title.isBlank()) {
      throw new IllegalArgumentException("event " + kind + ":" + identity + " has no title");
    }
  }

  /// `kind:identity`, at most 100 characters, as Datadog takes it.
  public String aggregationKey() {
    String key = kind + ":" + identity;
    return key.length() <= 100 ? key : key.substring(0, 100);
  }

  /// The same event under further tags.
  public Event and(Tags further) {
    return new Event(kind, identity, title, text, level, tags.and(further), happenedAt);
  }
}
