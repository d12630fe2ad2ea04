// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What types of runs there are: ordered rules, of which the first that holds decides.
record RunTypes(List<Rule> rules) {
  /// The type of a run that no rule names.
  static final String OTHER = "other";

  private static final Pattern RULE =
      Pattern.compile("([a-z][a-z0-9_-]{0,49})\\s*=\\s*(in_sweep|(starts|contains):(.+))");

  RunTypes {
    rules = List.copyOf(rules);
  }

  /// What makes a run one of a type.
  sealed interface Rule {
    String type();

    /// Part of a sweep, whatever it is called.
    record InSweep(String type) implements Rule {}

    /// Called so that its name begins with a text in lower case.
    record Starts(String type, String text) implements Rule {}

    /// Called so that its name has a text in lower case somewhere.
    record Contains(String type, String text) implements Rule {}

    /// Whether a run is one.
    ///
    /// @param name in lower case
    default boolean holds(String name, boolean inSweep) {
      return switch (this) {
        case InSweep _ -> inSweep;
        case Starts(String _, String text) -> name.startsWith(text);
        case Contains(String _, String text) -> name.contains(text);
      };
    }
  }

  static boolean isRule(String text) {
    return RULE.matcher(text).matches();
  }

  /// @param texts rules as they are configured
  static RunTypes of(List<String> texts) {
    return new RunTypes(texts.stream().flatMap(RunTypes::rule).toList());
  }

  private static Stream<Rule> rule(String text) {
    Matcher written = RULE.matcher(text);
    if (!written.matches()) {
      return Stream.empty();
    }
    String type = written.group(1);
    String kind = written.group(3);
    if (kind == null) {
      return Stream.of(new Rule.InSweep(type));
    }
    String words = written.group(4).toLowerCase(Locale.ROOT);
    return Stream.of(
        kind.equals("starts") ? new Rule.Starts(type, words) : new Rule.Contains(type, words));
  }

  String of(String displayedName, boolean inSweep) {
    String name = displayedName.toLowerCase(Locale.ROOT);
    return rules.stream()
        .filter(rule -> rule.holds(name, inSweep))
        .map(Rule::type)
        .findFirst()
        .orElse(OTHER);
  }

  /// Types of runs that are part of a sweep, whatever those are called.
  Set<String> ofSweeps() {
    return rules.stream()
        .filter(Rule.InSweep.class::isInstance)
        .map(Rule::type)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Every type that a run may have, in the rules' order.
  List<String> all() {
    return Stream.concat(rules.stream().map(Rule::type), Stream.of(OTHER)).distinct().toList();
  }
}
