// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Strict reading of an object: what is missing, of another type or not known is refused.
record FakeFields(String what, Map<?, ?> fields) {
  static FakeFields of(String what, Object tree) throws RefusedException {
    if (tree instanceof Map<?, ?> map) {
      return new FakeFields(what, map);
    }
    throw new RefusedException(400, what + " is not an object");
  }

  FakeFields only(Set<String> known) throws RefusedException {
    for (Object name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new RefusedException(400, "unknown field " + name + " in " + what);
      }
    }
    return this;
  }

  String text(String name) throws RefusedException {
    return optionalText(name)
        .orElseThrow(() -> new RefusedException(400, what + " has no " + name));
  }

  Optional<String> optionalText(String name) throws RefusedException {
    return optional(name, String.class);
  }

  Optional<Long> optionalWhole(String name) throws RefusedException {
    return optional(name, Long.class);
  }

  long whole(String name) throws RefusedException {
    return optionalWhole(name)
        .orElseThrow(() -> new RefusedException(400, what + " has no " + name));
  }

  double number(String name) throws RefusedException {
    return optional(name, Number.class)
        .map(Number::doubleValue)
        .orElseThrow(() -> new RefusedException(400, what + " has no " + name));
  }

  List<?> list(String name) throws RefusedException {
    return optional(name, List.class)
        .orElseThrow(() -> new RefusedException(400, what + " has no " + name));
  }

  List<?> optionalList(String name) throws RefusedException {
    return fields.containsKey(name) ? list(name) : List.of();
  }

  private <T> Optional<T> optional(String name, Class<T> type) throws RefusedException {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new RefusedException(
          400, "%s of %s is not a %s".formatted(name, what, type.getSimpleName()));
    }
    return Optional.of(type.cast(value));
  }
}
