// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.Map;

/// The series of one metric, and how often the points of each come.
public sealed interface Extent {

  /// Series that were seen, each with the time between its points.
  record Met(Map<Tags, Duration> series) implements Extent {
    public Met {
      series = Map.copyOf(series);
    }
  }

  /// A number that somebody told, without the series' tags.
  record Told(long series, Duration every) implements Extent {}
}
