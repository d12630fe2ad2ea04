// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The arguments of a field, variables put in; null is no argument.
public record Arguments(Map<String, Object> values) {
  public Arguments {
    values = Map.copyOf(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(Object::toString);
  }

  public Optional<Long> whole(String name) {
    return Optional.ofNullable(values.get(name)).map(value -> ((Number) value).longValue());
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /// Empty where nothing was said; one value stands for a list of it.
  public Set<String> words(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> list) {
      return list.stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
    }
    return value == null ? Set.of() : Set.of(value.toString());
  }

  /// The member of an argument that is an object.
  public Optional<String> member(String name, String member) {
    return values.get(name) instanceof Map<?, ?> members
        ? Optional.ofNullable(members.get(member)).map(Object::toString)
        : Optional.empty();
  }
}
