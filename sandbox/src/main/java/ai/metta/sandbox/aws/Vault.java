// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What Secrets Manager keeps, by name. Safe for use by many threads.
public final class Vault {

  /// What is kept under a name.
  sealed interface Kept {
    record Text(String text) implements Kept {}

    record Binary(String base64) implements Kept {}

    /// One that nobody is given.
    record Withheld(String code, String message) implements Kept {}
  }

  private final Map<String, Kept> secrets = new ConcurrentHashMap<>();

  public void keep(String name, String text) {
    secrets.put(name, new Kept.Text(text));
  }

  public void keepBinary(String name, String base64) {
    secrets.put(name, new Kept.Binary(base64));
  }

  /// Answers whoever asks for it with an error.
  ///
  /// @param code one of the errors of `GetSecretValue`, such as `DecryptionFailure`
  public void withhold(String name, String code, String message) {
    secrets.put(name, new Kept.Withheld(code, message));
  }

  Optional<Kept> find(String name) {
    return Optional.ofNullable(secrets.get(name));
  }
}
