// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a cluster is entered.
sealed interface Entrance {

  /// From outside.
  ///
  /// @param files the first to say something counts
  /// @param context empty for the files' current one
  record Files(List<Path> files, Optional<String> context) implements Entrance {
    public Files {
      files = List.copyOf(files);
    }
  }

  /// From a pod, as its service account.
  ///
  /// @param server the address of the API server
  record ServiceAccount(String server, Path folder) implements Entrance {
    /// Kubernetes writes it anew before it expires.
    Path token() {
      return folder.resolve("token");
    }

    Path authority() {
      return folder.resolve("ca.crt");
    }
  }
}
