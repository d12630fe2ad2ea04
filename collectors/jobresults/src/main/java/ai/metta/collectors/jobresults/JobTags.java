// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.Job.Execution;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import java.util.Locale;
import java.util.stream.Stream;

/// The tags that jobs are told apart by.
final class JobTags {
  static final TagKey SUITE = TagKey.open("suite", 10, Overflow.DROP);
  static final TagKey WORKLOAD = TagKey.open("workload", 20, Overflow.DROP);
  static final TagKey STATUS = TagKey.bounded("status", "succeeded", "failed", "skipped");
  static final TagKey EXECUTION = TagKey.bounded("execution", words(Execution.values()));
  static final TagKey CATEGORY = TagKey.bounded("category", words(Category.values()));
  static final TagKey JOB = TagKey.open("job", 200, Overflow.DROP);
  static final TagKey CRITERION = TagKey.open("criterion", 100, Overflow.DROP);
  static final TagKey OPERATOR =
      TagKey.bounded(
          "operator",
          Stream.of(Criterion.Operator.values()).map(one -> one.word()).toArray(String[]::new));

  private static final String RECIPES = "recipes.";

  private JobTags() {}

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String[] words(Enum<?>[] values) {
    return Stream.of(values).map(JobTags::word).toArray(String[]::new);
  }

  /// What a job is called in a tag: by its recipe or, where it has none, by its name. Of jobs that
  /// a run has several of, the second ends in `_2`.
  ///
  /// @param place of the job in its run, from 0
  static String job(Document run, int place) {
    String own = called(run.jobs().get(place));
    long before =
        run.jobs().subList(0, place).stream().filter(job -> called(job).equals(own)).count();
    return before == 0 ? own : own + "_" + (before + 1);
  }

  private static String called(Job job) {
    String recipe =
        job.recipe()
            .map(text -> text.startsWith(RECIPES) ? text.substring(RECIPES.length()) : text)
            .filter(text -> !text.isBlank())
            .orElse(job.name());
    return CriterionReader.name(recipe.strip());
  }
}
