// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.util.List;

/// What a dashboard's widget asks, in both languages.
///
/// @param prometheus with `$i` for the length of a step
record Question(String datadog, String prometheus) {
  /// Of a dashboard that shows jobs: volumes by a tag, a ranking, one node, a share, the day
  /// before.
  static final List<Question> DASHBOARD =
      List.of(
          new Question(
              "sum:bench_m0{*} by {status}", "sum by (status) (avg_over_time(bench_m0[$i]))"),
          new Question("sum:bench_m1{*}", "sum(avg_over_time(bench_m1[$i]))"),
          new Question(
              "max:bench_m2{region:eu-*} by {region}",
              "max by (region) (avg_over_time(bench_m2{region=~\"eu-.*\"}[$i]))"),
          new Question(
              "avg:bench_m3{env:prod,status:running} by {region}",
              "avg by (region) (avg_over_time(bench_m3{env=\"prod\",status=\"running\"}[$i]))"),
          new Question(
              "sum:bench_m4{node:n7} by {status}",
              "sum by (status) (avg_over_time(bench_m4{node=\"n7\"}[$i]))"),
          new Question(
              "100 * sum:bench_m5{status:failed} by {env} / sum:bench_m5{*} by {env}",
              "100 * sum by (env) (avg_over_time(bench_m5{status=\"failed\"}[$i]))"
                  + " / sum by (env) (avg_over_time(bench_m5[$i]))"),
          new Question(
              "sum:bench_m6{*} by {env} - day_before(sum:bench_m6{*} by {env})",
              "sum by (env) (avg_over_time(bench_m6[$i]))"
                  + " - sum by (env) (avg_over_time(bench_m6[$i] offset 1d))"));

  String prometheus(long stepSeconds) {
    return prometheus.replace("$i", stepSeconds - 1 + "s");
  }
}
