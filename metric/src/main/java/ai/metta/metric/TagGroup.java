// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import ai.metta.metric.TagKey.Presence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that stand together on one series. A metric whose names carry several views of the same
/// things (jobs by status, the same jobs by region) has a group for each; no series mixes two.
public record TagGroup(List<TagKey> keys) {
  static final TagGroup UNTAGGED = new TagGroup(List.of());

  public TagGroup {
    keys = List.copyOf(keys);
  }

  public static TagGroup of(TagKey... keys) {
    return new TagGroup(List.of(keys));
  }

  /// Whether a series with just these keys, the scope's left out, belongs to this group.
  public boolean admits(Set<String> present) {
    return names(Set.of(Presence.ALWAYS, Presence.SOMETIMES)).containsAll(present)
        && present.containsAll(names(Set.of(Presence.ALWAYS)));
  }

  /// Whether every one of these keys is this group's.
  public boolean covers(Set<String> some) {
    return names(Set.of(Presence.ALWAYS, Presence.SOMETIMES)).containsAll(some);
  }

  /// Whether some series could belong to either.
  boolean overlaps(TagGroup other) {
    Set<String> needed =
        Stream.of(this, other)
            .flatMap(group -> group.names(Set.of(Presence.ALWAYS)).stream())
            .collect(Collectors.toUnmodifiableSet());
    return admits(needed) && other.admits(needed);
  }

  /// Whether a series with these tags, and others perhaps, is one that the group declares.
  boolean declares(Tags some) {
    return some.all().stream()
        .allMatch(tag ->
            key(tag.key())
                .filter(key -> !key.isBounded() || key.declared().contains(tag.value()))
                .isPresent());
  }

  public Optional<TagKey> key(String name) {
    return keys.stream().filter(key -> key.key().equals(name)).findFirst();
  }

  private Set<String> names(Set<Presence> which) {
    return keys.stream()
        .filter(key -> which.contains(key.presence()))
        .map(TagKey::key)
        .collect(Collectors.toUnmodifiableSet());
  }
}
