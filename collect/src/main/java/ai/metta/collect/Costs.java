// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What it costs that parts cannot be had: numbers may go, each with its reason. None may come, and
/// one that changes calls for an explanation.
///
/// @param whole a run of which nothing was kept
/// @param again another: what differs between the two is the service's doing
record Costs(Result whole, Result again) {
  /// Two numbers that differ by no more than this share of themselves are one: the same amounts in
  /// another order come to another last digit.
  static final double ROUNDING = 1e-9;

  private static final int MOST_SAID = 5;

  /// What is wrong with a run all of whose parts failed.
  List<String> ofNothing(Result struck) {
    List<String> wrong = new ArrayList<>();
    for (MetricOutcome one : struck.outcomes()) {
      switch (one.outcome()) {
        case Outcome.Value _ -> wrong.add(name(one) + " has a value, and nothing is known");
        case Outcome.Absent _ -> wrong.add(name(one) + " is absent, and nothing is known");
        case Outcome.Unsupported _, Outcome.Failed _ -> {}
      }
    }
    for (String metric :
        List.of("collector.failed", "collector." + struck.collector() + ".failed")) {
      if (struck.series().stream().noneMatch(series -> series.metric().equals(metric))) {
        wrong.add(metric + " is missing");
      }
    }
    return wrong;
  }

  /// What is wrong with a run that a part failed.
  List<String> ofFailed(Result struck) {
    Map<String, MetricOutcome> left = byName(struck);
    List<String> wrong = new ArrayList<>();
    byName(whole)
        .forEach((name, before) -> {
          Optional<MetricOutcome> after = Optional.ofNullable(left.remove(name));
          if (after.isEmpty()) {
            wrong.add(name + " vanished without a word");
          } else if (steady(before) && before.hasValue() && isAbsent(after.get())) {
            wrong.add(name + " vanished without a failure");
          } else if (steady(before) && !before.hasValue() && after.get().hasValue()) {
            wrong.add(name + " appeared");
          }
        });
    left.values().stream()
        .filter(MetricOutcome::hasValue)
        .map(one -> name(one) + " appeared")
        .forEach(wrong::add);
    return wrong;
  }

  /// What is wrong with a run whose service cannot say a part, or any.
  List<String> ofUnsupported(Result struck) {
    Map<String, MetricOutcome> before = byName(whole);
    Stream<String> failed =
        struck.outcomes().stream()
            .filter(MetricOutcome::failed)
            .filter(one ->
                Optional.ofNullable(before.get(name(one))).filter(MetricOutcome::failed).isEmpty())
            .map(one -> name(one) + " failed, and nothing did: " + one.reason().orElse(""));
    Stream<String> ended =
        struck.reason().stream()
            .filter(_ -> struck.outcomes().isEmpty())
            .map(cause -> "the run failed, and nothing did: " + cause.message());
    return Stream.of(ofFailed(struck).stream(), failed, ended).flatMap(found -> found).toList();
  }

  /// The first values that are others than before, and how many more there are. Where a metric does
  /// not count what is unknown, these are numbers made of what nobody knows.
  List<String> changed(Result struck) {
    Map<String, MetricOutcome> left = byName(struck);
    List<String> changed = new ArrayList<>();
    for (MetricOutcome before : whole.outcomes()) {
      Optional<MetricOutcome> after = Optional.ofNullable(left.get(name(before)));
      if (before.outcome() instanceof Outcome.Value(List<Sample> was)
          && after.map(MetricOutcome::outcome).orElse(before.outcome())
              instanceof Outcome.Value(List<Sample> is)
          && !same(was, is)
          && steady(before)) {
        changed.add(
            name(before)
                + " changed from "
                + words(without(was, is))
                + " to "
                + words(without(is, was)));
      }
    }
    if (changed.size() > MOST_SAID) {
      List<String> more = changed.subList(MOST_SAID, changed.size());
      String rest = "and " + more.size() + " more";
      more.clear();
      changed.add(rest);
    }
    return changed;
  }

  private boolean steady(MetricOutcome one) {
    return Optional.ofNullable(byName(again).get(name(one)))
        .filter(other -> same(one.outcome(), other.outcome()))
        .isPresent();
  }

  private static boolean isAbsent(MetricOutcome one) {
    return one.outcome() instanceof Outcome.Absent;
  }

  private static boolean same(Outcome one, Outcome other) {
    return one instanceof Outcome.Value(List<Sample> samples)
        ? other instanceof Outcome.Value(List<Sample> others) && same(samples, others)
        : one.word().equals(other.word());
  }

  private static boolean same(List<Sample> one, List<Sample> other) {
    return without(one, other).isEmpty() && without(other, one).isEmpty();
  }

  /// The samples that the others lack, or have with another number.
  private static List<Sample> without(List<Sample> samples, List<Sample> others) {
    Map<Tags, List<Sample>> byTags = others.stream().collect(Collectors.groupingBy(Sample::tags));
    return samples.stream()
        .filter(sample ->
            byTags.getOrDefault(sample.tags(), List.of()).stream()
                .noneMatch(other -> same(sample.value(), other.value())))
        .toList();
  }

  private static boolean same(double one, double other) {
    return Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }

  private static String words(List<Sample> samples) {
    return samples.isEmpty()
        ? "fewer"
        : samples.stream()
            .limit(3)
            .map(sample -> "{" + sample.tags() + "} " + sample.value())
            .collect(Collectors.joining(", ", "", samples.size() > 3 ? " …" : ""));
  }

  private static Map<String, MetricOutcome> byName(Result result) {
    Map<String, MetricOutcome> outcomes = new LinkedHashMap<>();
    result.outcomes().forEach(one -> outcomes.put(name(one), one));
    return outcomes;
  }

  private static String name(MetricOutcome one) {
    return one.scope().equals(Tags.none()) ? one.metric() : one.metric() + "{" + one.scope() + "}";
  }
}
