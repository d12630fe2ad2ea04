// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import ai.metta.server.web.Tree.Digits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object of a request, and where it stands in it.
public record Fields(Map<?, ?> members, String path) {

  /// The whole of a document.
  ///
  /// @throws Refusal with status 400 where it is no object
  public static Fields of(@Nullable Object tree) {
    return of(tree, "");
  }

  private static Fields of(@Nullable Object tree, String path) {
    if (tree instanceof Map<?, ?> members) {
      return new Fields(members, path);
    }
    throw new Refusal(400, (path.isEmpty() ? "Payload" : path) + " is not an object");
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public boolean has(String key) {
    return members.get(key) != null;
  }

  public @Nullable Object raw(String key) {
    return members.get(key);
  }

  public Optional<String> text(String key) {
    return switch (members.get(key)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw wrong(key, "a string");
    };
  }

  public Optional<Double> number(String key) {
    return switch (members.get(key)) {
      case null -> Optional.empty();
      case Digits digits -> Optional.of(digits.value());
      default -> throw wrong(key, "a number");
    };
  }

  /// A number without a fraction; exact, however large.
  public Optional<Long> whole(String key) {
    return switch (members.get(key)) {
      case null -> Optional.empty();
      case Digits(String text) -> {
        try {
          yield Optional.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException none) {
          throw wrong(key, "a whole number");
        }
      }
      default -> throw wrong(key, "a whole number");
    };
  }

  public Optional<Fields> object(String key) {
    return Optional.<Object>ofNullable(members.get(key)).map(member -> of(member, at(key)));
  }

  /// The items of a list; none where it is not there.
  public List<?> list(String key) {
    return switch (members.get(key)) {
      case null -> List.of();
      case List<?> items -> items;
      default -> throw wrong(key, "an array");
    };
  }

  public List<Fields> objects(String key) {
    List<?> items = list(key);
    return java.util.stream.IntStream.range(0, items.size())
        .mapToObj(i -> of(items.get(i), at(key) + "[" + i + "]"))
        .toList();
  }

  public List<String> texts(String key) {
    return list(key).stream()
        .map(item -> {
          if (item instanceof String text) {
            return text;
          }
          throw wrong(key, "an array of strings");
        })
        .toList();
  }

  /// What must be there.
  public <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(() -> new Refusal(400, at(key) + " is required"));
  }

  public Refusal wrong(String key, String kind) {
    return new Refusal(400, at(key) + " is not " + kind);
  }
}
