// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Who counts as a bot: whom GitHub calls one, and whom the configuration does.
record Bots(Set<String> named) {
  Bots {
    named = Set.copyOf(named);
  }

  /// Those that GitHub calls bots, and these logins.
  static Bots named(Collection<String> logins) {
    return new Bots(
        logins.stream()
            .map(login -> login.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean isHuman(Person person) {
    return !person.isBot() && !named.contains(person.key());
  }
}
