// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.catalogue;

import ai.metta.access.configuration.Nearest;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Metric;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which metrics of a run are wanted, by name.
///
/// @param text a name in which `*` stands for any text
public record MetricGlob(String text) {
  public static final MetricGlob ALL = new MetricGlob("*");

  public Predicate<String> matching() {
    Pattern pattern = Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    return name -> pattern.matcher(name).matches();
  }

  /// Refuses a run of no metric: it would ask the services everything, and print nothing.
  ///
  /// @param ofTheRun metrics beside those of the collectors
  /// @throws ExitException of the usage kind, with what may have been meant
  void requireOneOf(List<Collector<?>> collectors, HealthRows rows, List<Metric> ofTheRun) {
    List<String> names =
        Stream.concat(
                new Registry(collectors).sources().stream().flatMap(source -> names(source, rows)),
                ofTheRun.stream().map(Metric::name))
            .distinct()
            .toList();
    if (names.stream().noneMatch(matching())) {
      String whose =
          String.join(
              ", ", collectors.stream().map(collector -> collector.profile().name()).toList());
      throw new ExitException(
          Exit.USAGE,
          "--metric: no metric of " + whose + " matches \"" + text + "\"; " + hint(names));
    }
  }

  /// The metrics of a collector, and the figures of merit that its runs measure.
  private static Stream<String> names(HealthRows.Source source, HealthRows rows) {
    return Stream.concat(
        source.metrics().get().stream().map(Metric::name),
        rows.of(source).stream().flatMap(row -> HealthMetrics.names(row).stream()));
  }

  private String hint(List<String> names) {
    if (text.matches(".*[\\[\\]{}?].*")) {
      return "only * stands for other text, and 'metta datadog metrics list' shows all names";
    }
    return Nearest.to(text.replace("*", ""), names)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse("'metta datadog metrics list' shows all");
  }
}
