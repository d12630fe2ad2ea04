// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.Job.Execution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules by which a job is told from another.
///
/// @param evalWords in lower case; a job whose recipe or name has one, and that has no category, is
///   an evaluation
/// @param workloads the first that fits wins
record Classes(List<String> evalWords, List<Rule> workloads) {
  /// The workload of what no rule fits.
  static final String OTHER = "other";

  private static final Pattern RULE = Pattern.compile("([a-z][a-z0-9_]{0,39})=(\\S[^=]*)");
  private static final String CONTAINS = "contains:";

  Classes {
    evalWords = List.copyOf(evalWords);
    workloads = List.copyOf(workloads);
  }

  /// What a job is.
  ///
  /// @param workload [Classes#OTHER] where no rule fits
  record Kind(Category category, String workload) {}

  /// A workload, and all that a job must be to be of it.
  record Rule(String workload, List<Condition> conditions) {
    Rule {
      conditions = List.copyOf(conditions);
    }

    private boolean fits(Job job, String text) {
      return conditions.stream().allMatch(condition -> condition.holds(job, text));
    }
  }

  /// Something that a job may be.
  sealed interface Condition {
    /// Whether a job is it.
    ///
    /// @param text its recipe and name in lower case
    boolean holds(Job job, String text);
  }

  /// A thing to know of a job's machines.
  enum Trait implements Condition {
    LOCAL,
    REMOTE,
    SEVERAL_NODES,
    SEVERAL_GPUS,
    GPUS_UNSAID;

    @Override
    public boolean holds(Job job, String text) {
      return switch (this) {
        case LOCAL -> job.machines().execution() == Execution.LOCAL;
        case REMOTE -> job.machines().execution() == Execution.REMOTE;
        case SEVERAL_NODES -> job.machines().nodes().filter(count -> count > 1).isPresent();
        case SEVERAL_GPUS -> job.machines().gpus().filter(count -> count > 1).isPresent();
        case GPUS_UNSAID -> job.machines().gpus().isEmpty();
      };
    }
  }

  /// Called so.
  record Contains(String word) implements Condition {
    @Override
    public boolean holds(Job job, String text) {
      return text.contains(word);
    }
  }

  /// Whether a text is a rule: `NAME=CONDITION+CONDITION`.
  static boolean isRule(String text) {
    return rule(text).isPresent();
  }

  static Optional<Rule> rule(String text) {
    Matcher written = RULE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!written.matches()) {
      return Optional.empty();
    }
    List<Optional<Condition>> conditions =
        Stream.of(written.group(2).split("\\+", -1)).map(Classes::condition).toList();
    return conditions.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            new Rule(written.group(1), conditions.stream().flatMap(Optional::stream).toList()))
        : Optional.empty();
  }

  private static Optional<Condition> condition(String text) {
    if (text.startsWith(CONTAINS) && text.length() > CONTAINS.length()) {
      return Optional.of(new Contains(text.substring(CONTAINS.length())));
    }
    return Stream.of(Trait.values())
        .filter(trait -> trait.name().toLowerCase(Locale.ROOT).equals(text))
        .<Condition>map(trait -> trait)
        .findFirst();
  }

  Kind of(Job job) {
    String text = (job.recipe().orElse("") + " " + job.name()).toLowerCase(Locale.ROOT);
    Category guessed =
        evalWords.stream().anyMatch(text::contains) ? Category.EVAL : Category.TRAINING;
    return new Kind(
        job.category().orElse(guessed),
        workloads.stream()
            .filter(rule -> rule.fits(job, text))
            .findFirst()
            .map(Rule::workload)
            .orElse(OTHER));
  }
}
