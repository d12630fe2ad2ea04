// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.configuration.Nearest;
import ai.metta.collect.Collector;
import ai.metta.metric.Metric;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which metrics of a run are wanted, by name.
///
/// @param text a name in which `*` stands for any text
record MetricGlob(String text) {
  static final MetricGlob ALL = new MetricGlob("*");

  private static final String OF_THE_RUN = "collector.";

  Predicate<String> matching() {
    Pattern pattern = Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    return name -> pattern.matcher(name).matches();
  }

  /// Refuses a run of no metric: it would ask the services everything, and print nothing.
  ///
  /// @throws ExitException of the usage kind, with what may have been meant
  void requireOneOf(List<Collector<?>> collectors) {
    List<String> names =
        collectors.stream()
            .flatMap(collector -> collector.catalogue().metrics().stream())
            .map(Metric::name)
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

  private String hint(List<String> names) {
    if (text.startsWith(OF_THE_RUN)) {
      return "those about the run itself are always there";
    }
    if (text.matches(".*[\\[\\]{}?].*")) {
      return "only * stands for other text, and 'metta datadog metrics list' shows all names";
    }
    return Nearest.to(text.replace("*", ""), names)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse("'metta datadog metrics list' shows all");
  }
}
