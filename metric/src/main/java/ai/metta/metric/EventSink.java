// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;

/// Where events go. A port, the twin of [SeriesSink].
public interface EventSink {
  /// Takes the events for delivery, all or none: after a normal return they survive the end of the
  /// process.
  ///
  /// @throws FailureException when they could not be taken
  void write(List<Event> events);
}
