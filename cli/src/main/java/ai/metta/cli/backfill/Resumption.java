// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.access.configuration.Durations;
import ai.metta.access.configuration.Setting;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.collect.SafeSteps;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.datadog.Destination;
import ai.metta.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where it is remembered how far a backfill has come. Whatever makes other series or other values
/// of the same steps makes it another backfill: which metrics, under which tags and names, by which
/// settings, against which anchors of the health grid, together with which others that it follows
/// from, by their settings and with or without their keys.
record Resumption(Backfilling backfilling, Destination destination) {
  private static final int FINGERPRINT = 12;

  SafeSteps of(Collector<?> collector) {
    return new SafeSteps(folder().resolve(file(collector)), backfilling.steps().every());
  }

  private String file(Collector<?> collector) {
    return collector.profile().name()
        + "-"
        + Durations.print(backfilling.steps().every())
        + "-"
        + Secret.of(choice(collector)).fingerprint().substring(0, FINGERPRINT);
  }

  private Path folder() {
    return backfilling
        .bench()
        .dataDirectory()
        .resolve("backfills")
        .resolve(destination.folderName());
  }

  /// Forgets what this backfill makes untrue of what others remember: steps of a collector of which
  /// it pushes the same series with other values, and of those that follow from it and are not
  /// filled in with it.
  ///
  /// @param pushed collectors of which something is to be pushed
  /// @throws IOException where it cannot be forgotten
  void endOthers(List<Collector<?>> pushed) throws IOException {
    Set<String> kept =
        backfilling.collectors().stream().map(this::file).collect(Collectors.toSet());
    Set<String> touched = new HashSet<>();
    for (Collector<?> collector : pushed) {
      touched.add(collector.profile().name());
      backfilling.bench().registry().all().stream()
          .map(Collector::profile)
          .filter(other -> other.comesAfter(collector.profile().name()))
          .forEach(other -> touched.add(other.name()));
    }
    if (!Files.isDirectory(folder())) {
      return;
    }
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!kept.contains(name) && touched.contains(name.replaceFirst("-.*", ""))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private String choice(Collector<?> collector) {
    List<String> metrics =
        collector.catalogue().metrics().stream()
            .map(Metric::name)
            .filter(backfilling.plan().wanted())
            .sorted()
            .toList();
    Stream<String> settings = collector.profile().settings().stream().map(this::written).sorted();
    Stream<String> rows =
        new Registry(List.of(collector))
            .sources().stream()
                .flatMap(source -> backfilling.bench().rows().of(source).stream())
                .map(row -> row.raw().name() + " " + row.fom() + " " + row.only() + asked(row));
    // How long values count follows from the schedules of all.
    Stream<String> ages =
        collector.profile().sumsUp()
            ? backfilling.bench().rows().all().stream()
                .map(row -> row.id() + " " + row.fom() + " " + row.only() + " " + row.freshness())
            : Stream.empty();
    Stream<String> sources =
        backfilling.collectors().stream()
            .map(Collector::profile)
            .filter(other -> collector.profile().comesAfter(other.name()))
            .map(other ->
                other.name()
                    + other.settings().stream().map(this::written).sorted().toList()
                    + other.secrets().stream().filter(this::isThere).toList())
            .sorted();
    return Stream.of(
            metrics.stream(),
            rows,
            ages,
            sources,
            settings,
            Stream.of(
                backfilling.plan().baseTags().toString(), backfilling.plan().aliases().name()))
        .flatMap(texts -> texts)
        .collect(Collectors.joining("\n"));
  }

  private List<String> asked(HealthRow row) {
    return HealthMetrics.names(row).stream().filter(backfilling.plan().wanted()).toList();
  }

  private boolean isThere(SecretKey key) {
    return backfilling.bench().secrets().find(key).isPresent();
  }

  private String written(Setting<?> setting) {
    return setting.key() + "=" + backfilling.bench().settings().find(setting);
  }
}
