// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.List;
import java.util.stream.Stream;

/// Which series a scope means. Asked of a series' tags as `key:value` texts, in lower case, as they
/// are kept.
public sealed interface Filter {
  boolean matches(List<String> tags);

  /// The template variables in it that nobody has declared.
  default Stream<String> undeclared() {
    return switch (this) {
      case Everything _, HasTag _ -> Stream.empty();
      case Unknown(String variable) -> Stream.of(variable);
      case Not(Filter inner) -> inner.undeclared();
      case All(List<Filter> parts) -> parts.stream().flatMap(Filter::undeclared);
      case AnyOf(List<Filter> parts) -> parts.stream().flatMap(Filter::undeclared);
    };
  }

  /// `*`
  record Everything() implements Filter {
    @Override
    public boolean matches(List<String> tags) {
      return true;
    }
  }

  /// A tag, `*` in it standing for any text.
  record HasTag(String pattern) implements Filter {
    @Override
    public boolean matches(List<String> tags) {
      for (String tag : tags) {
        if (Glob.matches(pattern, tag)) {
          return true;
        }
      }
      return false;
    }
  }

  record Not(Filter inner) implements Filter {
    @Override
    public boolean matches(List<String> tags) {
      return !inner.matches(tags);
    }
  }

  record All(List<Filter> parts) implements Filter {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(List<String> tags) {
      return parts.stream().allMatch(part -> part.matches(tags));
    }
  }

  record AnyOf(List<Filter> parts) implements Filter {
    public AnyOf {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(List<String> tags) {
      return parts.stream().anyMatch(part -> part.matches(tags));
    }
  }

  /// A template variable that nobody has declared: it leaves all.
  record Unknown(String variable) implements Filter {
    @Override
    public boolean matches(List<String> tags) {
      return true;
    }
  }
}
