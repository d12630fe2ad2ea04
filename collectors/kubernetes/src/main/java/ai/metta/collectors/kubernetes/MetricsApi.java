// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;

/// Whether the cluster tells what its pods use.
sealed interface MetricsApi {
  record Serving(Usage seen) implements MetricsApi {}

  /// Nobody installed it.
  record Missing(String reason) implements MetricsApi {}

  /// It is installed, and does not answer as it should.
  record Failing(Failure cause) implements MetricsApi {}

  default Fetched<Usage> usage() {
    return switch (this) {
      case Serving(Usage seen) -> Fetched.known(seen);
      case Missing(String reason) -> Fetched.unsupported(reason);
      case Failing(Failure cause) -> Fetched.failed(cause);
    };
  }
}
