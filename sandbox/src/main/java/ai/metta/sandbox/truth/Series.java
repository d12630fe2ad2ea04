// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.truth;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// A name and its tags.
public record Series(String metric, SortedMap<String, String> tags) implements Comparable<Series> {
  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::metric).thenComparing(series -> series.tags().toString());

  public Series {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  public static Series of(String metric, String... tags) {
    SortedMap<String, String> all = new TreeMap<>();
    for (int index = 0; index < tags.length; index += 2) {
      all.put(tags[index], tags[index + 1]);
    }
    return new Series(metric, all);
  }

  @Override
  public int compareTo(Series other) {
    return ORDER.compare(this, other);
  }
}
