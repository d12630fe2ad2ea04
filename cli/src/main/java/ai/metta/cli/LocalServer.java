// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Where the local server of a data directory answers, while it runs: a file with its address.
record LocalServer(Path file) {
  static LocalServer of(Path dataDirectory) {
    return new LocalServer(dataDirectory.resolve("server").resolve("address"));
  }

  void announce(String url) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling("address.tmp");
    Files.writeString(unfinished, url);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The address; empty where no server was started, or it has ended as it should.
  Optional<String> url() {
    try {
      return Optional.of(Files.readString(file).strip()).filter(url -> !url.isEmpty());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  void withdraw() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      // Whoever asks finds nobody there, and is told so.
    }
  }
}
