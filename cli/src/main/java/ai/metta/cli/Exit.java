// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Run;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How a command ends.
enum Exit {
  OK(0),
  FAILED(1),
  USAGE(2),
  PARTIAL(3),
  CREDENTIALS(4),
  LEASED(6),
  QUOTA(7),
  CONFIGURATION(78);

  /// Whether what is merely absent counts too.
  enum Strictness {
    USUAL,
    STRICT
  }

  /// Whether collectors were asked for by name.
  enum Asked {
    BY_NAME,
    ALL
  }

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Exit of(Failure failure) {
    return switch (failure) {
      case Failure.Configuration _ -> CONFIGURATION;
      case Failure.Credentials _ -> CREDENTIALS;
      case Failure.RateLimit _ -> QUOTA;
      case Failure.Service _, Failure.Malformed _, Failure.Bug _ -> FAILED;
    };
  }

  /// The code of a run that began: a wrong configuration has a code of its own only before.
  static Exit ofRun(Failure failure) {
    Exit blame = of(failure);
    return blame == CONFIGURATION ? FAILED : blame;
  }

  /// The code of a delivery that failed: a quota is the sources' alone.
  static Exit ofDelivery(Failure failure) {
    Exit blame = ofRun(failure);
    return blame == QUOTA ? FAILED : blame;
  }

  /// The one that all have in common, else failed; empty where there is none.
  static Optional<Exit> shared(Stream<Exit> blames) {
    return blames.reduce((one, other) -> one == other ? one : FAILED);
  }

  /// The code of a run, some of whose collectors only sum up what the others came to: that they
  /// went well does not make a run better whose services all failed.
  static Exit of(Run run, Set<String> summaries, Asked asked, Strictness strictness) {
    List<Result> sources =
        run.results().stream().filter(one -> !summaries.contains(one.collector())).toList();
    Exit whole = of(run, asked, strictness);
    if (sources.isEmpty() || sources.size() == run.results().size()) {
      return whole;
    }
    Exit measured = of(new Run(run.invocation(), run.asOf(), sources), asked, strictness);
    return measured == OK ? whole : measured;
  }

  /// How a collector ended, and why where it did not do what it was asked.
  record Ended(String collector, Status status, Optional<Failure> reason) {}

  /// The code of a run: ok, partial, or the blame that all of its failures share.
  static Exit of(Run run, Asked asked, Strictness strictness) {
    Exit exit =
        of(
            run.results().stream()
                .map(result -> new Ended(result.collector(), result.status(), result.reason()))
                .toList(),
            asked);
    boolean complete =
        run.results().stream()
            .flatMap(result -> result.outcomes().stream())
            .allMatch(Run.MetricOutcome::hasValue);
    return exit == OK && !complete && strictness == Strictness.STRICT ? PARTIAL : exit;
  }

  /// The same of collectors whatever they did.
  static Exit of(List<Ended> all, Asked asked) {
    List<Ended> configured =
        all.stream().filter(one -> one.status() != Status.NOT_CONFIGURED).toList();
    if (configured.isEmpty() || (asked == Asked.BY_NAME && configured.size() < all.size())) {
      return all.stream()
          .flatMap(one -> one.reason().stream())
          .findFirst()
          .map(Exit::of)
          .orElse(FAILED);
    }
    if (configured.stream().allMatch(one -> one.status() == Status.FAILED)) {
      return shared(configured.stream().flatMap(one -> one.reason().stream()).map(Exit::ofRun))
          .orElse(FAILED);
    }
    return configured.stream().allMatch(one -> one.status() == Status.OK) ? OK : PARTIAL;
  }

  /// The same where some only sum up what the others came to.
  static Exit of(List<Ended> all, Set<String> summaries, Asked asked) {
    List<Ended> sources = all.stream().filter(one -> !summaries.contains(one.collector())).toList();
    Exit whole = of(all, asked);
    if (sources.isEmpty() || sources.size() == all.size()) {
      return whole;
    }
    Exit measured = of(sources, asked);
    return measured == OK ? whole : measured;
  }
}
