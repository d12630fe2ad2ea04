// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tags of one series: sorted, without repetition, immutable. The order they came in carries no
/// meaning.
public record Tags(List<Tag> all) {
  private static final Tags NONE = new Tags(List.of());

  public Tags {
    all = all.size() < 2 ? List.copyOf(all) : all.stream().distinct().sorted().toList();
  }

  public static Tags none() {
    return NONE;
  }

  public static Tags of(String key, String value) {
    return new Tags(List.of(new Tag(key, value)));
  }

  /// Reads `key:value` texts.
  ///
  /// @throws IllegalArgumentException naming the first that is none
  public static Tags parse(List<String> texts) {
    return new Tags(texts.stream().map(Tag::parse).toList());
  }

  public Tags and(String key, String value) {
    return and(of(key, value));
  }

  public Tags and(Tags others) {
    return others.all.isEmpty()
        ? this
        : all.isEmpty()
            ? others
            : new Tags(Stream.concat(all.stream(), others.all.stream()).toList());
  }

  /// The value under a key; the first in order where a key stands more than once.
  public Optional<String> value(String key) {
    return all.stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
  }

  /// These tags with the value under one key replaced.
  public Tags with(String key, String value) {
    return new Tags(all.stream().filter(tag -> !tag.key().equals(key)).toList()).and(key, value);
  }

  public Set<String> keys() {
    return all.stream().map(Tag::key).collect(Collectors.toUnmodifiableSet());
  }

  public boolean contains(Tags others) {
    return all.containsAll(others.all);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// `key:value` texts, sorted.
  public List<String> texts() {
    return all.stream().map(Tag::text).toList();
  }

  @Override
  public String toString() {
    return String.join(",", texts());
  }
}
