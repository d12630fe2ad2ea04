// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The configuration as its file says it now, also where there is none yet. A change is taken when
/// it was seen twice alike, since files are written in pieces; one that is wrong is not taken, and
/// neither is that the file is gone.
public final class LiveConfiguration {
  private final SettingsLoader loader;
  private Settings settings;

  /// Whose settings they are.
  private Optional<Path> taken;

  private Seen judged;
  private Seen last;
  private boolean refused;

  private LiveConfiguration(SettingsLoader loader, Settings settings, Seen seen) {
    this.loader = loader;
    this.settings = settings;
    this.taken = seen.file();
    this.judged = seen;
    this.last = seen;
  }

  /// Reads it for the first time.
  ///
  /// @throws ExitException with every problem of the configuration
  public static LiveConfiguration read(SettingsLoader loader) {
    Seen seen = Seen.of(loader);
    return switch (Workbench.load(loader, Registry.load())) {
      case Loaded.Good(Settings settings) -> new LiveConfiguration(loader, settings, seen);
      case Loaded.Bad(List<String> problems) ->
          throw new ExitException(
              Exit.CONFIGURATION, String.join(System.lineSeparator(), problems));
    };
  }

  /// What a look found.
  sealed interface Look {
    /// As before, or not yet settled.
    record Unchanged() implements Look {}

    /// Other settings hold from now on.
    ///
    /// @param what keys, and the values of those that say when collectors run
    record Taken(String what) implements Look {}

    /// What held before goes on.
    record Refused(List<String> problems) implements Look {}
  }

  /// The settings of the last good look.
  public Settings settings() {
    return settings;
  }

  Look look() {
    Seen seen = Seen.of(loader);
    boolean settled = seen.equals(last);
    last = seen;
    if (!settled || seen.equals(judged)) {
      return new Look.Unchanged();
    }
    judged = seen;
    if (taken.filter(Files::notExists).isPresent()) {
      refused = true;
      return new Look.Refused(List.of(taken.get() + " is gone"));
    }
    return switch (Workbench.load(loader, Registry.load())) {
      case Loaded.Bad(List<String> problems) -> {
        refused = true;
        yield new Look.Refused(problems);
      }
      case Loaded.Good(Settings other) -> {
        boolean again = refused;
        refused = false;
        List<Setting<?>> changed =
            loader.known().stream()
                .filter(setting -> !settings.find(setting).equals(other.find(setting)))
                .<Setting<?>>map(setting -> setting)
                .toList();
        settings = other;
        taken = seen.file();
        yield changed.isEmpty() && !again
            ? new Look.Unchanged()
            : new Look.Taken(inWords(changed, other));
      }
    };
  }

  private static String inWords(List<Setting<?>> changed, Settings now) {
    if (changed.isEmpty()) {
      return "nothing differs from what held before";
    }
    List<String> parts = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Setting<?> setting : changed) {
      if (setting.key().startsWith("collectors.")) {
        parts.add(
            setting.key()
                + " is "
                + now.find(setting).map(String::valueOf).orElse("the collector's own"));
      } else {
        keys.add(setting.key());
      }
    }
    if (!keys.isEmpty()) {
      parts.add(String.join(", ", keys) + (keys.size() == 1 ? " has" : " have") + " changed");
    }
    return String.join("; ", parts);
  }

  /// What tells one version of the file from another, without reading it.
  private record Seen(Optional<Path> file, long size, Optional<FileTime> changed, Object key) {
    static Seen of(SettingsLoader loader) {
      Optional<Path> file = loader.file();
      try {
        if (file.isPresent()) {
          BasicFileAttributes found = Files.readAttributes(file.get(), BasicFileAttributes.class);
          return new Seen(
              file,
              found.size(),
              Optional.of(found.lastModifiedTime()),
              Optional.ofNullable(found.fileKey()));
        }
      } catch (IOException gone) {
        // A file that was asked for by name, and is not there.
      }
      return new Seen(file, 0, Optional.empty(), Optional.empty());
    }
  }
}
