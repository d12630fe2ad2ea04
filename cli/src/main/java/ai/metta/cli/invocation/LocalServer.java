// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// Where the local server of a data directory answers, while it runs: a file with its address.
public record LocalServer(Path file) {
  public static LocalServer of(Path dataDirectory) {
    return new LocalServer(dataDirectory.resolve("server").resolve("address"));
  }

  /// A key that nobody guesses, and that stands in no text by chance.
  public static String newKey() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  public void announce(String url) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling("address.tmp");
    Files.writeString(unfinished, url);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The address; empty where no server was started, or it has ended as it should.
  public Optional<String> url() {
    try {
      return Optional.of(Files.readString(file).strip()).filter(url -> !url.isEmpty());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /// Takes an address back, unless another server has announced its own since.
  public void withdraw(String url) {
    try {
      if (url().equals(Optional.of(url))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // Whoever asks finds nobody there, and is told so.
    }
  }
}
