// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.List;
import java.util.Optional;

/// Stands where mounted secrets would be asked, so that whoever misses one learns of that way too.
final class UnmountedSecrets implements SecretSource {
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
    return key.ids().isEmpty() ? List.of() : List.of("no file (no secrets_dir is set)");
  }

  @Override
  public Optional<Found> find(SecretKey key) {
    return Optional.empty();
  }
}
