// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rules that differ from team to team.
///
/// @param suites those that are expected, in lower case; empty where nothing says
/// @param expected hours by suite
/// @param timeout of jobs that have none of their own
/// @param expectedHearts of evaluations that do not say what they expect
record JobResultsConfig(
    List<String> suites,
    Map<String, Double> expected,
    Duration timeout,
    Classes classes,
    Keys keys,
    Optional<Double> expectedHearts) {
  static final Duration EXPECTED = Duration.ofHours(26);
  private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

  /// Names of metrics; the first that a job has counts.
  record Keys(List<String> hearts, List<String> sps, List<String> shapedSps) {}

  static final Setting<List<String>> SOURCES =
      Setting.texts("job_results.sources")
          .env("JOB_RESULTS_SOURCES")
          .only(
              "folders, http(s) addresses or s3://bucket/prefix, each alone or as SUITE=PLACE",
              places -> !places.isEmpty() && places.stream().allMatch(Place::isPlace))
          .says(
              "Where documents lie: folders, addresses, and buckets as s3://bucket/prefix; SUITE=PLACE takes only that suite's from there");
  static final Setting<List<String>> SUITES =
      Setting.texts("job_results.suites")
          .only(
              "names of suites, parted by commas",
              names -> !names.isEmpty() && names.stream().allMatch(Place::isSuite))
          .says(
              "Suites that are expected; unless said those that the sources name, or else stable");
  static final Setting<Map<String, Double>> EXPECTED_HOURS =
      Setting.numbers("job_results.expected_hours")
          .only(
              "hours above 0 by suite: stable=26, weekly=170",
              hours -> hours.values().stream().allMatch(count -> count > 0 && count <= 8784))
          .fallback(Map.of())
          .says(
              "Hours by suite within which a document must have come, or its data is missing; 26 unless said");
  static final Setting<Duration> TIMEOUT =
      Setting.duration("job_results.timeout")
          .fallback(Duration.ofHours(12))
          .says("How long after its start a job that has not ended, and has no timeout_s, failed");
  static final Setting<List<String>> EVAL_WORDS =
      Setting.texts("job_results.eval_words")
          .fallback(List.of("evaluate", "eval"))
          .says(
              "What in its recipe or name makes a job without a category an evaluation, case ignored; others are training");
  static final Setting<List<String>> WORKLOADS =
      Setting.texts("job_results.workloads")
          .only(
              "rules NAME=CONDITION+CONDITION of local, remote, several_nodes, several_gpus, gpus_unsaid and contains:TEXT",
              rules -> rules.stream().allMatch(Classes::isRule))
          .fallback(
              List.of(
                  "multinode=several_nodes",
                  "multigpu_arena=several_gpus+contains:arena",
                  "multigpu_arena=remote+gpus_unsaid+contains:arena",
                  "local_arena=local+contains:arena",
                  "cvc=contains:cvc"))
          .says(
              "What makes a job's workload, by its machines and by its recipe or name, case ignored; the first rule that fits wins, and where none does it is other");
  static final Setting<List<String>> HEARTS =
      keys("hearts", "hearts", "hearts", "env_agent/heart.gained");
  static final Setting<List<String>> SPS =
      keys("sps", "steps a second", "sps", "overview/sps", "overview/steps_per_second");
  static final Setting<List<String>> SHAPED_SPS =
      keys(
          "shaped_sps",
          "steps a second under a shaped reward",
          "shaped",
          "shaped_sps",
          "overview/shaped_sps");
  static final Setting<Double> EXPECTED_HEARTS =
      Setting.number("job_results.expected_hearts")
          .says("Hearts expected of evaluations that do not report expected_hearts themselves");
  static final Setting<String> TOKEN_HOST =
      Setting.text("job_results.token_host")
          .says(
              "Host that the token is for, where sources are on several; the token goes nowhere else");
  static final SecretKey TOKEN =
      SecretKey.optional("job_results.token", "job-results/token", "JOB_RESULTS_TOKEN")
          .inFields("token", "JOB_RESULTS_TOKEN");

  static List<Setting<?>> settings() {
    return List.of(
        SOURCES,
        SUITES,
        EXPECTED_HOURS,
        TIMEOUT,
        EVAL_WORDS,
        WORKLOADS,
        HEARTS,
        SPS,
        SHAPED_SPS,
        EXPECTED_HEARTS,
        TOKEN_HOST);
  }

  static JobResultsConfig from(Settings settings) {
    Map<String, Double> expected = new TreeMap<>();
    settings.get(EXPECTED_HOURS).forEach((suite, hours) -> expected.put(lower(suite), hours));
    return new JobResultsConfig(
        settings.find(SUITES).orElse(List.of()).stream().map(JobResultsConfig::lower).toList(),
        expected,
        settings.get(TIMEOUT),
        new Classes(
            settings.get(EVAL_WORDS).stream().map(JobResultsConfig::lower).toList(),
            settings.get(WORKLOADS).stream().flatMap(text -> Classes.rule(text).stream()).toList()),
        new Keys(settings.get(HEARTS), settings.get(SPS), settings.get(SHAPED_SPS)),
        settings.find(EXPECTED_HEARTS));
  }

  /// Within which time a document of a suite must have come.
  Duration expected(String suite) {
    return Optional.ofNullable(expected.get(suite))
        .map(hours -> Duration.ofMillis(Math.round(hours * MILLIS_PER_HOUR)))
        .orElse(EXPECTED);
  }

  /// How far back before an instant something may be written that still matters at it: what is
  /// expected of each suite, and jobs that began so long ago that their timeout is in the day.
  Duration longest() {
    Duration longest = Lookback.DAY.plus(timeout);
    for (String suite : expected.keySet()) {
      longest = longest.compareTo(expected(suite)) < 0 ? expected(suite) : longest;
    }
    return longest.compareTo(Lookback.DAYS_2) < 0 ? Lookback.DAYS_2 : longest;
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static Setting<List<String>> keys(String what, String words, String... keys) {
    return Setting.texts("job_results." + what + "_keys")
        .fallback(List.of(keys))
        .says("Metrics of a job that hold " + words + "; the first that it has counts");
  }
}
