// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.SecretKey;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads settings from flags, then variables, then the first `metta.yaml` found, then defaults, and
/// reports everything that is wrong at once.
public final class SettingsLoader {
  private static final String FILE = "metta.yaml";
  private static final String FILE_VARIABLE = "METTA_CONFIG";

  private final Declared declared;

  private SettingsLoader(Declared declared) {
    this.declared = declared;
  }

  /// A loader that knows these settings, and where the secrets belong that somebody may write among
  /// them.
  public static SettingsLoader of(Collection<Setting<?>> settings, Collection<SecretKey> secrets) {
    return new SettingsLoader(new Declared(settings, secrets));
  }

  public Loading load(SettingsInput input) {
    List<String> problems = new ArrayList<>();
    flagProblems(input.flags(), problems);
    Optional<ConfigurationFile> file = file(input, problems);
    file.ifPresent(read -> problems.addAll(read.problems()));
    Map<String, Settings.Entry<?>> entries = new TreeMap<>();
    for (Setting<?> setting : declared.settings()) {
      entries.put(setting.key(), new Layers(input, file, problems).entry(setting));
    }
    return problems.isEmpty()
        ? new Loading.Ready(new Settings(entries))
        : new Loading.Refused(problems);
  }

  private void flagProblems(Map<String, String> flags, List<String> problems) {
    for (String key : new TreeMap<>(flags).keySet()) {
      if (!declared.isSetting(key)) {
        problems.add("--set: " + declared.objection(key));
      }
    }
  }

  private Optional<ConfigurationFile> file(SettingsInput input, List<String> problems) {
    Optional<String> variable =
        Optional.ofNullable(input.environment().get(FILE_VARIABLE)).filter(text -> !text.isBlank());
    if (input.config().isPresent()) {
      return explicit(input, input.config().get(), "--config", problems);
    }
    if (variable.isPresent()) {
      try {
        return explicit(input, Path.of(variable.get().strip()), FILE_VARIABLE, problems);
      } catch (InvalidPathException e) {
        problems.add(FILE_VARIABLE + ": not a path");
        return Optional.empty();
      }
    }
    Path here = input.workingDirectory().resolve(FILE);
    Path home = input.home().resolve(".config/metta").resolve(FILE);
    if (Files.exists(here)) {
      return Optional.of(ConfigurationFile.read(here, FILE, declared));
    }
    return Files.exists(home)
        ? Optional.of(ConfigurationFile.read(home, "~/.config/metta/" + FILE, declared))
        : Optional.empty();
  }

  private Optional<ConfigurationFile> explicit(
      SettingsInput input, Path path, String whose, List<String> problems) {
    Path resolved = input.workingDirectory().resolve(path);
    if (Files.notExists(resolved)) {
      problems.add(whose + ": there is no file " + path + "; is the path right?");
      return Optional.empty();
    }
    return Optional.of(ConfigurationFile.read(resolved, path.toString(), declared));
  }

  /// One setting, looked for from the strongest layer to the weakest.
  private record Layers(
      SettingsInput input, Optional<ConfigurationFile> file, List<String> problems) {

    <T> Settings.Entry<T> entry(Setting<T> setting) {
      // The file is read even where it does not count, so that its mistakes are not found later.
      Optional<Settings.Entry<T>> fromFile = ofFile(setting);
      Optional<Settings.Entry<T>> fromEnvironment = ofEnvironment(setting);
      return ofFlag(setting)
          .or(() -> fromEnvironment)
          .or(() -> fromFile)
          .orElseGet(() -> fallback(setting));
    }

    private <T> Optional<Settings.Entry<T>> ofFlag(Setting<T> setting) {
      String text = input.flags().get(setting.key());
      if (text == null) {
        return Optional.empty();
      }
      String place = "--set " + setting.key() + ": ";
      if (Redactor.looksSecret(text)) {
        problems.add(place + "the value looks like a credential; " + APART);
        return Optional.empty();
      }
      return read(
          setting, place, new Origin.Flag(setting.key()), () -> setting.kind().ofText(text));
    }

    private <T> Optional<Settings.Entry<T>> ofEnvironment(Setting<T> setting) {
      for (String name : setting.environment()) {
        String text = input.environment().get(name);
        if (text != null && !text.isBlank()) {
          return read(
              setting,
              name + ": ",
              new Origin.Environment(name),
              () -> setting.kind().ofText(text));
        }
      }
      return Optional.empty();
    }

    private <T> Optional<Settings.Entry<T>> ofFile(Setting<T> setting) {
      return file.flatMap(source ->
          Optional.ofNullable(source.entries().get(setting.key()))
              .flatMap(entry -> ofFile(setting, source, entry)));
    }

    private <T> Optional<Settings.Entry<T>> ofFile(
        Setting<T> setting, ConfigurationFile source, ConfigurationFile.Entry entry) {
      String place = source.at(entry) + setting.key() + ": ";
      Origin origin = new Origin.File(source.name(), entry.line());
      Optional<Settings.Entry<T>> read =
          read(setting, place, origin, () -> setting.kind().ofFile(entry.value()));
      boolean secret =
          read.flatMap(Settings.Entry::value)
              .map(value -> Redactor.looksSecret(setting.kind().show(value)))
              .orElse(false);
      if (secret) {
        problems.add(place + "the value looks like a credential; " + APART);
      }
      return read;
    }

    private static final String APART = "give secrets by a variable or a mounted file";

    private interface Value<T> {
      T read() throws WrongValue;
    }

    private <T> Optional<Settings.Entry<T>> read(
        Setting<T> setting, String place, Origin origin, Value<T> value) {
      try {
        return Optional.of(new Settings.Entry<>(setting, Optional.of(value.read()), origin));
      } catch (WrongValue e) {
        problems.add(place + e.getMessage());
        return Optional.empty();
      }
    }

    private static <T> Settings.Entry<T> fallback(Setting<T> setting) {
      Origin origin = setting.fallback().isPresent() ? new Origin.Fallback() : new Origin.Unset();
      return new Settings.Entry<>(setting, setting.fallback(), origin);
    }
  }
}
