// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;

/// Where series go. A port: the runner knows this, the Datadog room implements it.
public interface SeriesSink {
  /// Takes the series for delivery, all or none: after a normal return they survive the end of the
  /// process.
  ///
  /// @throws FailureException when they could not be taken
  void write(List<Series> series);
}
