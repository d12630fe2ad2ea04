// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.configuration.Settings.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds and layers what was said: a flag before the environment, that before the file, that before
/// the default.
///
/// @param known every setting that anybody declares
/// @param flags by key
/// @param explicit the file that was asked for; empty looks in the usual places
public record SettingsLoader(
    List<Setting<?>> known,
    Map<String, String> flags,
    Map<String, String> environment,
    Optional<Path> explicit,
    Path workingDirectory,
    Path home) {

  /// What loading came to.
  public sealed interface Loaded {
    record Good(Settings settings) implements Loaded {}

    /// Something is wrong.
    ///
    /// @param problems one line each, all that were found
    record Bad(List<String> problems) implements Loaded {}
  }

  public Loaded load() {
    List<String> problems = new ArrayList<>();
    Settings settings = read(problems);
    return problems.isEmpty() ? new Loaded.Good(settings) : new Loaded.Bad(List.copyOf(problems));
  }

  /// What is right, whatever else is wrong: for whoever finds more that is.
  public Settings readable() {
    return read(new ArrayList<>());
  }

  private Settings read(List<String> problems) {
    Map<String, Said> said = new HashMap<>();
    file().ifPresent(path -> new SettingsFile(path, known).read(said, problems));
    for (Setting<?> setting : known) {
      fromEnvironment(setting, problems).ifPresent(value -> said.put(setting.key(), value));
    }
    flags.forEach((key, text) -> {
      Optional<Setting<?>> setting =
          known.stream().filter(one -> one.key().equals(key)).findFirst();
      if (setting.isEmpty()) {
        problems.add("unknown setting \"" + key + "\"" + meant(key));
      } else if (text.isBlank() && setting.get().shape() == Setting.Shape.WORD) {
        problems.add("--set " + key + ": there is no value");
      } else if (setting.get().parse().apply(text).isEmpty()) {
        problems.add("--set " + key + ": " + setting.get().refusal(text));
      } else {
        said.put(key, new Said(text, new Origin.Flag("--set " + key)));
      }
    });
    return new Settings(known, said, environment);
  }

  /// The file asked for, else the first of `./metta.yaml` and `~/.config/metta/metta.yaml` that
  /// exists.
  public Optional<Path> file() {
    Optional<Path> named =
        explicit.or(() ->
            Optional.ofNullable(environment.get("METTA_CONFIG"))
                .filter(text -> !text.isBlank())
                .map(Path::of));
    return named.or(() ->
        Stream.of(workingDirectory.resolve("metta.yaml"), home.resolve(".config/metta/metta.yaml"))
            .filter(Files::exists)
            .findFirst());
  }

  private Optional<Said> fromEnvironment(Setting<?> setting, List<String> problems) {
    for (String name : setting.environment()) {
      String text = environment.getOrDefault(name, "").strip();
      if (text.isEmpty()) {
        continue;
      }
      if (setting.parse().apply(text).isEmpty()) {
        problems.add(name + ": " + setting.refusal(text));
        return Optional.empty();
      }
      return Optional.of(new Said(text, new Origin.Environment(name)));
    }
    return Optional.empty();
  }

  private String meant(String key) {
    return Nearest.to(key, known.stream().map(Setting::key).toList())
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElse("");
  }
}
