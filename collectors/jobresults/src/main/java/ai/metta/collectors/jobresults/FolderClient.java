// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads documents that lie in a folder, or in those below it.
record FolderClient(Path folder) {
  private static final String ENDING = ".json";
  private static final int DEEPEST = 8;
  private static final int MOST_FILES = 50_000;

  /// Those of files that were written since, by name.
  List<Document> read(Instant since) {
    if (!Files.isDirectory(folder)) {
      throw new FailureException(
          new Failure.Configuration(
              folder
                  + ": there is no such folder; correct job_results.sources, or mount it where the"
                  + " runner writes"));
    }
    List<Document> documents = new ArrayList<>();
    for (Path file : files()) {
      if (!modified(file).isBefore(since)) {
        documents.add(DocumentReader.one(file.toString(), bytes(file)));
      }
    }
    return documents;
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().endsWith(ENDING))
              .filter(Files::isRegularFile)
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST_FILES) {
        throw new FailureException(
            new Failure.Configuration(
                folder + ": more than " + MOST_FILES + " documents; move older ones elsewhere"));
      }
      return files;
    } catch (IOException refused) {
      throw unreadable(folder, refused);
    } catch (UncheckedIOException refused) {
      throw unreadable(folder, new IOException(refused.getMessage(), refused));
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException refused) {
      throw unreadable(file, refused);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > DocumentReader.MOST_BYTES) {
        throw DocumentReader.tooLarge(file.toString());
      }
      return Files.readAllBytes(file);
    } catch (IOException refused) {
      throw unreadable(file, refused);
    }
  }

  private static FailureException unreadable(Path path, IOException why) {
    return new FailureException(
        new Failure.Configuration(path + ": cannot be read: " + SystemReason.of(why)));
  }
}
