// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.dashboards.change.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The files that people write. Each is known by the mark in it, whatever it is called; one without
/// a mark by what it is called.
///
/// @param paths by the name of the document; more than one where files carry the same mark
record OwnFiles(Map<String, List<Path>> paths, Kind kind) {

  /// @param generated the names of documents that are made from code, whose files are copies
  static OwnFiles of(List<Path> files, Set<String> generated, Kind kind) {
    Map<String, List<Path>> paths =
        files.stream()
            .filter(file -> !isCopy(file, generated, kind))
            .collect(
                Collectors.groupingBy(
                    file -> marked(file, kind).orElse(stem(file)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return new OwnFiles(paths, kind);
  }

  private static boolean isCopy(Path file, Set<String> generated, Kind kind) {
    String stem = stem(file);
    return generated.contains(stem) && marked(file, kind).filter(it -> !it.equals(stem)).isEmpty();
  }

  /// Whose mark a file carries.
  static Optional<String> marked(Path file, Kind kind) {
    return new DocumentFile(file, kind).marked();
  }

  /// `mine` of `mine.json`.
  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  boolean isOwn(Path file) {
    return paths.values().stream().anyMatch(all -> all.contains(file));
  }

  Set<String> names() {
    return paths.keySet();
  }

  /// The name of a document, also where it was called by its file.
  String named(String word) {
    return paths.containsKey(word)
        ? word
        : paths.entrySet().stream()
            .filter(one -> one.getValue().stream().anyMatch(file -> stem(file).equals(word)))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(word);
  }

  /// The file of a document, where there is one.
  ///
  /// @throws ai.metta.metric.FailureException of the configuration kind where there are more
  Optional<Path> of(String name) {
    List<Path> all = paths.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw DocumentFile.configuration(
          all.stream().map(Path::toString).collect(Collectors.joining(" and "))
              + " are the same "
              + kind.word()
              + ", \""
              + name
              + "\": take "
              + line()
              + " out of the one that is to be another, and call it by another name, or take one"
              + " away");
    }
    return all.stream().findFirst();
  }

  /// That a file carries the mark of one that is generated.
  ///
  /// @throws ai.metta.metric.FailureException of the configuration kind
  void requireNone(String generated) {
    for (Path file : paths.getOrDefault(generated, List.of())) {
      throw DocumentFile.configuration(
          file
              + " carries the mark of \""
              + generated
              + "\", which is generated: call it "
              + generated
              + ".json where it is its copy, or take "
              + line()
              + " out where it is to be another");
    }
  }

  private String line() {
    return switch (kind) {
      case DASHBOARD -> "the line \"Managed by metta · …\" of its description";
      case MONITOR -> "its tags \"metta_monitor:…\" and \"metta_hash:…\"";
    };
  }
}
