// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A distant store, found as an installed one would be. It is within reach where `STORE` says what
/// it holds, and broken where that is `broken`.
public final class StoreInTests implements DistantSecrets {
  @Override
  public Optional<SecretSource> open(Map<String, String> environment) {
    Optional<String> held = Optional.ofNullable(environment.get("STORE"));
    if (held.equals(Optional.of("broken"))) {
      throw new FailureException(new Failure.Credentials("store: no region"));
    }
    return held.map(Holding::new);
  }

  private record Holding(String value) implements SecretSource {
    @Override
    public String name() {
      return "store";
    }

    @Override
    public int order() {
      return 300;
    }

    @Override
    public List<String> places(SecretKey key) {
      return List.of("store " + key.ids().getFirst());
    }

    @Override
    public Optional<Found> find(SecretKey key) {
      return Optional.of(value)
          .filter(text -> !text.equals("nothing"))
          .map(text -> new Found(Secret.of(text), "store " + key.ids().getFirst()));
    }
  }
}
