// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.secret.Found;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.SecretSource;
import java.util.List;
import java.util.Optional;

/// Secrets Manager where nobody said who we are: it has nothing for us, and is asked nothing.
record NobodysSecrets(String region) implements SecretSource {
  @Override
  public String name() {
    return ManagedSecrets.NAME;
  }

  @Override
  public int order() {
    return ManagedSecrets.ORDER;
  }

  @Override
  public List<String> places(SecretKey key) {
    return List.of(ManagedSecrets.NAME + " in " + region + " (no AWS credentials are set)");
  }

  @Override
  public Optional<Found> find(SecretKey key) {
    return Optional.empty();
  }
}
