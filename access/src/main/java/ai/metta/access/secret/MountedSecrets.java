// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Secrets in a directory with one file each, as a Kubernetes volume lays them: `{directory}/{id}`.
final class MountedSecrets implements SecretSource {
  private final Path directory;

  MountedSecrets(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public int order() {
    return 200;
  }

  @Override
  public List<String> places(SecretKey key) {
    return key.ids().stream().map(id -> "file " + directory.resolve(id)).toList();
  }

  @Override
  public Optional<Found> find(SecretKey key) {
    for (String id : key.ids()) {
      Optional<Found> found = SecretFile.read(directory.resolve(id), "file " + id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
