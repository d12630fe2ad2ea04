// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.asana.AsanaSnapshot.Bugs;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The project that holds bugs. Which column a bug is in is said by its first section of that
/// project, whatever else it is in.
final class BugMetrics {
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();
  private static final String GROUP = "Bugs";

  static final Metric TRIAGE = section("triage", "asana.triage_sections", 1);
  static final Metric ACTIVE = section("active", "asana.active_sections", 2);
  static final Metric BACKLOG = section("backlog", "asana.backlog_sections", 3);
  static final Metric OTHER =
      bugs("asana.projects.bugs.other_count", "Open bugs in any other section, or in none", 4)
          .tagged("asana.bugs", "section:other");
  static final Metric OPEN =
      bugs("asana.projects.bugs.total_open", "Open bugs", 5)
          .history(History.DERIVABLE)
          .orientation(LOWER_IS_BETTER)
          .tagged("asana.bugs", "status:open");
  static final Metric CREATED_7D = happened("created", Lookback.DAYS_7, 6);
  static final Metric CREATED_30D = happened("created", Lookback.DAYS_30, 7);
  static final Metric COMPLETED_7D = happened("completed", Lookback.DAYS_7, 8);
  static final Metric COMPLETED_30D = happened("completed", Lookback.DAYS_30, 9);
  static final Metric AGE =
      Metric.gauge("asana.bugs.age_days")
          .unit(Unit.of("day"))
          .says("Age of the open bugs; percentiles interpolate between closest ranks (type 7)")
          .across(NEVER)
          .history(History.DERIVABLE)
          .taggedBy(TagKey.bounded("metric", "avg", "max", "p50"))
          .orientation(LOWER_IS_BETTER)
          .from(AsanaMetrics.TASKS)
          .shownIn(GROUP, 10)
          .alias("asana.projects.bugs.avg_age_days", "metric:avg")
          .alias("asana.projects.bugs.oldest_bug_days", "metric:max");
  static final Metric BLOCKING =
      bugs(
              "asana.bugs.blocking",
              "Open bugs in the section named exactly Active, case ignored: they hold a release",
              11)
          .orientation(LOWER_IS_BETTER);
  static final Metric TRAINING =
      bugs(
              "training.bugs.count",
              "Open bugs that carry asana.training_bug_label as a tag or as the value of a custom field",
              12)
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(1))
          .alias("metta.infra.cron.training.bugs.count");

  private BugMetrics() {}

  static List<Emission<AsanaSnapshot>> emissions() {
    return List.of(
        count(TRIAGE, Section.TRIAGE),
        count(ACTIVE, Section.ACTIVE),
        count(BACKLOG, Section.BACKLOG),
        count(OTHER, Section.OTHER),
        emit(OPEN).from(AsanaSnapshot::bugs).value((bugs, asOf) -> open(bugs, asOf).count()),
        created(CREATED_7D, Lookback.DAYS_7),
        created(CREATED_30D, Lookback.DAYS_30),
        completed(COMPLETED_7D, Lookback.DAYS_7),
        completed(COMPLETED_30D, Lookback.DAYS_30),
        emit(AGE).from(AsanaSnapshot::bugs).by(BugMetrics::age),
        emit(BLOCKING).from(AsanaSnapshot::bugs).value(BugMetrics::blocking),
        emit(TRAINING).from(AsanaSnapshot::bugs).by(BugMetrics::training));
  }

  private static Stream<Task> open(Bugs bugs, Instant asOf) {
    return bugs.all().stream().filter(task -> task.isOpenAt(asOf));
  }

  private static Emission<AsanaSnapshot> count(Metric metric, Section section) {
    return emit(metric)
        .from(AsanaSnapshot::bugs)
        .value((bugs, asOf) ->
            open(bugs, asOf)
                .filter(task -> bugs.rules().section(task.sectionIn(bugs.project())) == section)
                .count());
  }

  private static Emission<AsanaSnapshot> created(Metric metric, Duration back) {
    return emit(metric)
        .from(AsanaSnapshot::bugs)
        .value((bugs, asOf) -> {
          Window window = Window.ending(asOf, back);
          return bugs.all().stream().filter(task -> window.contains(task.created())).count();
        });
  }

  private static Emission<AsanaSnapshot> completed(Metric metric, Duration back) {
    return emit(metric)
        .from(AsanaSnapshot::bugs)
        .value((bugs, asOf) -> {
          Window window = Window.ending(asOf, back);
          return bugs.all().stream()
              .filter(task -> task.completed().filter(window::contains).isPresent())
              .count();
        });
  }

  static Outcome age(Bugs bugs, Instant asOf) {
    return Summary.of(
            open(bugs, asOf)
                .mapToDouble(
                    task -> Duration.between(task.created(), asOf).toMillis() / MILLIS_PER_DAY))
        .<Outcome>map(ages ->
            new Outcome.Value(
                List.of(
                    Sample.of("metric", "avg", ages.mean()),
                    Sample.of("metric", "max", ages.maximum()),
                    Sample.of("metric", "p50", ages.percentile(0.5)))))
        .orElse(new Outcome.Absent("no bug is open"));
  }

  private static long blocking(Bugs bugs, Instant asOf) {
    return open(bugs, asOf)
        .filter(task -> AsanaConfig.lower(task.sectionIn(bugs.project())).equals("active"))
        .count();
  }

  static Outcome training(Bugs bugs, Instant asOf) {
    return bugs.rules()
        .trainingBug()
        .map(word -> Outcome.count(open(bugs, asOf).filter(task -> task.carries(word)).count()))
        .orElse(
            new Outcome.Absent(
                "nothing says which bugs are of training: set asana.training_bug_label"));
  }

  private static Metric section(String word, String setting, int order) {
    return bugs(
            "asana.projects.bugs." + word + "_count",
            "Open bugs in a section whose name holds a word of " + setting,
            order)
        .tagged("asana.bugs", "section:" + word);
  }

  private static Metric happened(String what, Duration back, int order) {
    String days = back.toDays() + "d";
    return bugs(
            "asana.projects.bugs." + what + "_" + days,
            "Bugs " + what + " in the last " + back.toDays() + " days, whatever became of them",
            order)
        .window(back)
        .history(History.DERIVABLE)
        .tagged("asana.bugs", "event:" + what, "timeframe:" + days);
  }

  private static Metric bugs(String name, String says, int order) {
    return Metric.gauge(name)
        .unit(Unit.of("task"))
        .says(says)
        .across(SUM)
        .from(AsanaMetrics.TASKS)
        .shownIn(GROUP, order);
  }
}
