// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A folder of files that are not sent, for people to look at. Others may write to it meanwhile.
///
/// @param why its files are here
/// @param folder that need not exist
record Aside(SetAside.Reason why, Path folder) {
  /// What the name of a note on a payload, or on what never became one, ends with.
  static final String NOTE = ".reason.txt";

  SetAside look(Instant now) {
    Set<String> payloads = new HashSet<>();
    long bytes = 0;
    Optional<Instant> oldest = Optional.empty();
    for (Path file : files()) {
      try {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        bytes += Files.size(file);
        oldest = oldest.filter(written::isAfter).or(() -> Optional.of(written));
        payloads.add(payload(file));
      } catch (NoSuchFileException e) {
        // Deleted meanwhile, to keep the newest only.
      } catch (IOException e) {
        throw FolderFailure.of("read", file, e);
      }
    }
    return new SetAside(
        why, folder, payloads.size(), bytes, oldest.map(then -> Duration.between(then, now)));
  }

  /// Deletes all that is here.
  ///
  /// @return how many payloads that were
  long empty() {
    Set<String> payloads = new HashSet<>();
    for (Path file : files()) {
      try {
        if (Files.deleteIfExists(file)) {
          payloads.add(payload(file));
        }
      } catch (IOException e) {
        throw FolderFailure.of("delete", file, e);
      }
    }
    return payloads.size();
  }

  /// Those that are whole.
  private List<Path> files() {
    List<Path> whole = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> !file.getFileName().toString().startsWith(FolderBatch.UNFINISHED))
          .forEach(whole::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FolderFailure.of("read", folder, e);
    }
    return whole;
  }

  /// The name that a payload and the note on it share.
  private static String payload(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(NOTE) ? name.substring(0, name.length() - NOTE.length()) : name;
  }
}
