// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Secrets in variables, and in files that a variable ending in `_FILE` names.
final class EnvironmentSecrets implements SecretSource {
  private final Map<String, String> environment;

  EnvironmentSecrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "env";
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public List<String> places(SecretKey key) {
    return key.environment().stream()
        .flatMap(name -> Stream.of("env " + name, "env " + name + "_FILE"))
        .toList();
  }

  @Override
  public Optional<Found> find(SecretKey key) {
    for (String name : key.environment()) {
      Optional<Found> found = value(name).or(() -> inFile(name + "_FILE"));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> value(String name) {
    return set(name).map(text -> new Found(Secret.of(text), "env " + name));
  }

  private Optional<Found> inFile(String name) {
    return set(name)
        .flatMap(path -> {
          String place = "env " + name;
          // A variable that names a file promises that there is one.
          return Optional.of(
              SecretFile.read(Path.of(path.strip()), place)
                  .orElseThrow(() -> SecretFile.failure(place, "there is no such file")));
        });
  }

  private Optional<String> set(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
