// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import ai.metta.sandbox.jobresults.suite.SuiteJob.Ask;
import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is so of the suites at an instant, counted from their runs and from nothing that was
/// served, under the rules that hold unless somebody sets others.
///
/// @param training values of the collector `training`
/// @param eval the same of `eval`
public record SuiteTruth(
    Instant at, SortedMap<Series, Double> training, SortedMap<Series, Double> eval) {

  /// A job that has an end.
  private record End(SuiteRun run, int place, SuiteJob job, Instant at, String result) {
    /// One that never ran began with its run.
    Instant begun() {
      return job.hasBegun() ? job.started() : run.started();
    }

    boolean ran() {
      return !result.equals("skipped");
    }

    boolean isOf(String category) {
      String own = job.category().orElse(job.recipe().contains("eval") ? "eval" : "training");
      return own.equals(category);
    }

    String category() {
      return Stream.of("training", "eval", "ci", "hygiene")
          .filter(this::isOf)
          .findFirst()
          .orElseThrow();
    }

    String workload() {
      boolean arena = job.recipe().contains("arena");
      if (job.where().nodes() > 1) {
        return "multinode";
      }
      if (arena && job.where().gpus() > 1) {
        return "multigpu_arena";
      }
      return arena && isLocal() ? "local_arena" : "other";
    }

    boolean isLocal() {
      return job.where().execution().equals("local");
    }

    OptionalDouble minutes() {
      return result.equals("timed_out") || job.seconds().isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(job.seconds().getAsLong() / 60.0);
    }

    Optional<Double> measured(String metric) {
      return Optional.ofNullable(job.measured().get(metric)).filter(value -> !value.isNaN());
    }

    /// The number of the job among those of the run with its recipe.
    String tag() {
      long before =
          run.jobs().subList(0, place).stream()
              .filter(other -> other.recipe().equals(job.recipe()))
              .count();
      String own = job.recipe().replace("recipes.", "").replace('.', '_');
      return before == 0 ? own : own + "_" + (before + 1);
    }
  }

  static SuiteTruth of(List<SuiteRun> runs, Instant at) {
    Tally training = new Tally();
    Tally eval = new Tally();
    for (String suite : List.of(SuiteStory.STABLE, SuiteStory.CI)) {
      List<SuiteRun> own = runs.stream().filter(run -> run.suite().equals(suite)).toList();
      List<End> ends = own.stream().flatMap(SuiteTruth::ends).toList();
      List<End> day =
          ends.stream()
              .filter(end -> Days.endingAt(at, 1).holds(end.at()))
              .sorted(
                  Comparator.comparing(End::at)
                      .thenComparing(end -> end.run().id())
                      .thenComparingInt(End::place)
                      .reversed())
              .toList();
      Suite one = new Suite(suite, own, ends, day, at);
      one.arrival("training", training);
      one.arrival("eval", eval);
      one.training(training);
      one.acceptance(training);
      one.eval(eval);
    }
    return new SuiteTruth(at, training.values(), eval.values());
  }

  private static Stream<End> ends(SuiteRun run) {
    List<End> ends = new ArrayList<>();
    for (int place = 0; place < run.jobs().size(); place++) {
      SuiteJob job = run.jobs().get(place);
      Instant end =
          job.ended()
              .orElseGet(() -> job.started().plusSeconds(job.timeoutSeconds().orElseThrow()));
      ends.add(new End(run, place, job, end, result(job)));
    }
    return ends.stream();
  }

  private static String result(SuiteJob job) {
    if (job.ended().isEmpty()) {
      return "timed_out";
    }
    if (job.status().equals("succeeded")) {
      boolean all =
          job.asked().stream()
              .allMatch(ask -> {
                Double value = job.measured().getOrDefault(ask.metric(), Double.NaN);
                return !value.isNaN() && ask.isMet(value);
              });
      return all ? "succeeded" : "failed";
    }
    return job.status();
  }

  /// One suite.
  private record Suite(
      String name, List<SuiteRun> runs, List<End> ends, List<End> day, Instant at) {
    private void put(Tally tally, String metric, double value, String... tags) {
      String[] all = new String[tags.length + 2];
      all[0] = "suite";
      all[1] = name;
      System.arraycopy(tags, 0, all, 2, tags.length);
      tally.put(Series.of(metric, all), value);
    }

    /// A run has begun in the last six hours, always.
    void arrival(String collector, Tally tally) {
      put(tally, collector + ".data_missing", 0);
      put(
          tally,
          collector + ".jobs.timed_out_24h",
          (double)
              day.stream()
                  .filter(end -> end.isOf(collector) && end.result().equals("timed_out"))
                  .count());
      put(
          tally,
          collector + ".jobs.unfinished",
          (double)
              ends.stream()
                  .filter(end -> end.isOf(collector) && end.at().isAfter(at))
                  .filter(end -> !end.begun().isAfter(at))
                  .count());
      put(tally, "collector." + collector + ".documents_read", (double) runs.size());
    }

    void training(Tally tally) {
      List<End> own = day.stream().filter(end -> end.isOf("training")).toList();
      TreeSet<String> workloads = new TreeSet<>();
      ends.stream()
          .filter(end -> end.isOf("training") && isFresh(end.run()))
          .forEach(end -> workloads.add(end.workload()));
      if (workloads.isEmpty()) {
        workloads.add("other");
      }
      for (String workload : workloads) {
        for (String execution : List.of("local", "remote", "unknown")) {
          for (String status : List.of("succeeded", "failed", "skipped")) {
            long count =
                own.stream()
                    .filter(end ->
                        end.workload().equals(workload)
                            && end.job().where().execution().equals(execution)
                            && status.equals(end.result().replace("timed_out", "failed")))
                    .count();
            put(
                tally,
                "training.jobs.completed_24h",
                (double) count,
                "workload",
                workload,
                "execution",
                execution,
                "status",
                status);
          }
        }
        ofWorkload(
            tally,
            workload,
            own.stream().filter(end -> end.ran() && end.workload().equals(workload)).toList());
      }
      put(
          tally,
          "training.jobs.unclassified_24h",
          (double) own.stream().filter(end -> end.workload().equals("other")).count());
    }

    private boolean isFresh(SuiteRun run) {
      Stream<Instant> told =
          Stream.of(
                  Stream.of(run.started()),
                  run.completed().stream(),
                  run.jobs().stream().filter(SuiteJob::hasBegun).map(SuiteJob::started),
                  run.jobs().stream().flatMap(job -> job.ended().stream()))
              .flatMap(one -> one);
      return told.anyMatch(Days.endingAt(at, 2)::holds);
    }

    private void ofWorkload(Tally tally, String workload, List<End> ran) {
      List<End> local = ran.stream().filter(End::isLocal).toList();
      if (!local.isEmpty()) {
        for (String[] pair :
            new String[][] {
              {"checkpoint", "checkpoint_saved"}, {"resume", "resumed_from_checkpoint"}
            }) {
          put(
              tally,
              "training.local." + pair[0] + "_success_24h",
              (double)
                  local.stream()
                      .filter(end -> end.measured(pair[1]).equals(Optional.of(1.0)))
                      .count(),
              "workload",
              workload);
        }
      }
      List<Double> minutes = minutes(ran);
      if (!minutes.isEmpty()) {
        put(
            tally,
            "training.jobs.duration_minutes",
            mean(minutes),
            "workload",
            workload,
            "metric",
            "avg");
        put(
            tally,
            "training.jobs.duration_minutes",
            at(minutes, 0.9),
            "workload",
            workload,
            "metric",
            "p90");
      }
      newest(tally, ran, "hearts", "env_agent/heart.gained", workload);
      newest(tally, ran, "sps", "overview/sps", workload);
      newest(tally, ran, "shaped_sps", "overview/shaped_sps", workload);
    }

    private void newest(Tally tally, List<End> ran, String name, String metric, String workload) {
      ran.stream()
          .flatMap(end -> end.measured(metric).stream())
          .findFirst()
          .ifPresent(value -> put(tally, "training.jobs." + name, value, "workload", workload));
    }

    void acceptance(Tally tally) {
      Map<String, End> missing = new LinkedHashMap<>();
      Map<String, Double> seen = new HashMap<>();
      for (End end : day.stream().filter(End::ran).toList()) {
        boolean well = end.result().equals("succeeded");
        triple(tally, seen, end, new Ask("runs_success", ">=", 1, 0), well ? 1 : 0);
        for (Ask ask : end.job().asked()) {
          end.measured(ask.metric()).ifPresent(value -> triple(tally, seen, end, ask, value));
        }
        missing.putIfAbsent(end.tag() + end.category(), end);
      }
      missing
          .values()
          .forEach(end ->
              put(
                  tally,
                  "jobs.acceptance.not_evaluated",
                  (double)
                      end.job().asked().stream()
                          .filter(ask -> end.measured(ask.metric()).isEmpty())
                          .count(),
                  "job",
                  end.tag(),
                  "category",
                  end.category()));
    }

    private void triple(Tally tally, Map<String, Double> seen, End end, Ask ask, double value) {
      String[] tags = {
        "job", end.tag(),
        "category", end.category(),
        "execution", end.job().where().execution(),
        "criterion", ask.metric().replace('/', '_').replace('.', '_'),
        "operator", ask.operator().equals(">=") ? "ge" : ask.operator().equals(">") ? "gt" : "in"
      };
      if (seen.putIfAbsent(String.join("|", tags), value) != null) {
        return;
      }
      put(tally, "jobs.acceptance.value", value, tags);
      put(tally, "jobs.acceptance.status", ask.isMet(value) ? 1 : 0, tags);
      if (ask.operator().equals("in")) {
        put(tally, "jobs.acceptance.target_low", ask.threshold(), tags);
        put(tally, "jobs.acceptance.target_high", ask.high(), tags);
      } else {
        put(tally, "jobs.acceptance.target", ask.threshold(), tags);
      }
    }

    void eval(Tally tally) {
      put(tally, "eval.jobs.unplaced_24h", 0);
      for (String execution : List.of("local", "remote")) {
        List<End> own =
            day.stream()
                .filter(end -> end.isOf("eval") && end.job().where().execution().equals(execution))
                .toList();
        if (!own.isEmpty()) {
          evaluated(tally, "eval." + execution + ".", own);
        }
      }
    }

    private void evaluated(Tally tally, String prefix, List<End> own) {
      List<End> good =
          own.stream()
              .filter(end -> end.result().equals("succeeded"))
              .filter(end -> end.isLocal() || !end.job().measured().isEmpty())
              .toList();
      put(tally, prefix + "success_24h", (double) good.size());
      put(tally, prefix + "failed_24h", (double) own.size() - good.size());
      good.stream()
          .filter(end -> end.measured("hearts").isPresent())
          .findFirst()
          .ifPresent(end -> {
            double expected = end.measured("expected_hearts").orElseThrow();
            double percent = 100 * (end.measured("hearts").orElseThrow() - expected) / expected;
            put(tally, prefix + "heart_delta_pct", percent);
            put(tally, prefix + "hearts_accuracy_pct", Math.abs(percent));
          });
      List<Double> minutes = minutes(own.stream().filter(End::ran).toList());
      if (!minutes.isEmpty()) {
        put(tally, prefix + "duration_minutes", mean(minutes));
        put(tally, prefix + "duration_p50_minutes", at(minutes, 0.5));
        put(tally, prefix + "duration_p90_minutes", at(minutes, 0.9));
      }
    }

    private static List<Double> minutes(List<End> ends) {
      return ends.stream().flatMap(end -> end.minutes().stream().boxed()).sorted().toList();
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private static double at(List<Double> sorted, double share) {
      Tally one = new Tally();
      one.percentile("it", sorted, share);
      return one.values().values().iterator().next();
    }
  }
}
