// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// All forms of all secrets by their first character: megabytes are searched, and most characters
/// begin none. Never changed; [#and] makes another.
final class Needles {
  static final Needles NONE = new Needles(List.of());

  /// One for each ASCII character, and the last for all others.
  private static final int PLACES = 129;

  private final List<Needle> all;
  private final Needle[][] byFirst = new Needle[PLACES][];

  private Needles(List<Needle> all) {
    this.all = all;
    for (int place = 0; place < PLACES; place++) {
      int here = place;
      byFirst[place] =
          all.stream()
              .filter(needle -> beginnings(needle).anyMatch(first -> place(first) == here))
              .toArray(Needle[]::new);
    }
  }

  Needles and(Set<Needle> more) {
    List<Needle> both = new ArrayList<>(all);
    both.addAll(more);
    return new Needles(both);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// Those that may stand in the text from here.
  Needle[] beginningAt(String text, int at) {
    return byFirst[place(text.charAt(at))];
  }

  private static IntStream beginnings(Needle needle) {
    char first = needle.text().charAt(0);
    return switch (needle.letters()) {
      case AS_THEY_ARE -> IntStream.of(first);
      case ANY_CASE -> IntStream.of(Character.toLowerCase(first), Character.toUpperCase(first));
    };
  }

  private static int place(int first) {
    return Math.min(first, PLACES - 1);
  }
}
