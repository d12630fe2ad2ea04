// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a run came to, asked in a test's words. The tags of the run itself are left out.
record Reported(Run.Result result) {
  private static final Set<String> OF_THE_RUN = Set.of("env", "source", "entity", "project");

  /// The value of the one series with at least these `key:value` tags.
  double value(String metric, String... tags) {
    Tags wanted = Tags.parse(Arrays.asList(tags));
    List<Series> found =
        series()
            .filter(series -> series.metric().equals(metric))
            .filter(series -> series.tags().contains(wanted))
            .toList();
    assertThat(found).as(() -> metric + " " + wanted + ": " + reasons(metric)).hasSize(1);
    return found.getFirst().points().getFirst().value();
  }

  /// Every value of one project, as the sandbox's truth writes them; what is told of one run each
  /// is left out.
  Map<String, Double> values(String project) {
    Map<String, Double> values = new TreeMap<>();
    series()
        .filter(series -> series.metric().startsWith("wandb."))
        .filter(series -> !series.metric().startsWith("wandb.run."))
        .filter(series -> series.tags().value("project").filter(project::equals).isPresent())
        .forEach(series -> {
          String tags = ownTags(series).toString();
          values.put(
              series.metric() + (tags.isEmpty() ? "" : "{" + tags + "}"),
              series.points().getFirst().value());
        });
    return values;
  }

  Set<String> failed() {
    Set<String> names = new TreeSet<>();
    outcomes().filter(MetricOutcome::failed).forEach(one -> names.add(one.metric()));
    return names;
  }

  /// Why a metric has no value, in whichever projects.
  List<String> reasons(String metric) {
    return outcomes()
        .filter(one -> one.metric().equals(metric))
        .flatMap(one -> one.reason().stream())
        .distinct()
        .toList();
  }

  Stream<MetricOutcome> outcomes() {
    return result.outcomes().stream();
  }

  Stream<Series> series() {
    return result.series().stream();
  }

  /// Everything that the run says in words.
  String said() {
    StringBuilder text = new StringBuilder();
    outcomes().forEach(one -> one.reason().ifPresent(reason -> text.append(reason).append('\n')));
    result.reason().ifPresent(reason -> text.append(reason.message()).append('\n'));
    result.events().forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }

  private static Tags ownTags(Series series) {
    return new Tags(
        series.tags().all().stream().filter(tag -> !OF_THE_RUN.contains(tag.key())).toList());
  }
}
