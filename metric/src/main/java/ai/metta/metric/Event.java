// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Instant;
import java.util.HexFormat;
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
  private static final int MAXIMUM_KEY_LENGTH = 100;

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

  /// `kind:identity`. Datadog takes at most 100 characters; of a longer key the end gives way to a
  /// checksum of the whole, so that two things that only differ there stay two.
  public String aggregationKey() {
    String key = kind + ":" + identity;
    if (key.length() <= MAXIMUM_KEY_LENGTH) {
      return key;
    }
    String checksum = "~" + HexFormat.of().toHexDigits(key.hashCode());
    int room = MAXIMUM_KEY_LENGTH - checksum.length();
    int cut = Character.isHighSurrogate(key.charAt(room - 1)) ? room - 1 : room;
    return key.substring(0, cut) + checksum;
  }

  /// The same event under further tags.
  public Event and(Tags further) {
    return new Event(kind, identity, title, text, level, tags.and(further), happenedAt);
  }
}
