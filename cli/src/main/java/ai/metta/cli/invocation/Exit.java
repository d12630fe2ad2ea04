// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.collect.Run;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How a command ends.
public enum Exit {
  OK(0),
  FAILED(1),
  USAGE(2),
  PARTIAL(3),
  CREDENTIALS(4),
  /// What is compared differs, where that was asked for.
  DIFFERENCES(5),
  LEASED(6),
  QUOTA(7),
  CONFIGURATION(78);

  /// Whether what is merely absent counts too.
  public enum Strictness {
    USUAL,
    STRICT
  }

  /// Whether collectors were asked for by name.
  public enum Asked {
    BY_NAME,
    ALL
  }

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Exit of(Failure failure) {
    return switch (failure) {
      case Failure.Configuration _ -> CONFIGURATION;
      case Failure.Credentials _ -> CREDENTIALS;
      case Failure.RateLimit _ -> QUOTA;
      case Failure.Service _, Failure.Malformed _, Failure.Bug _ -> FAILED;
    };
  }

  /// The code of a run that began: a wrong configuration has a code of its own only before.
  public static Exit ofRun(Failure failure) {
    Exit blame = of(failure);
    return blame == CONFIGURATION ? FAILED : blame;
  }

  /// The code of a delivery that failed: a quota is the sources' alone.
  public static Exit ofDelivery(Failure failure) {
    Exit blame = ofRun(failure);
    return blame == QUOTA ? FAILED : blame;
  }

  /// The one that all have in common, else failed; empty where there is none.
  public static Optional<Exit> shared(Stream<Exit> blames) {
    return blames.reduce((one, other) -> one == other ? one : FAILED);
  }

  /// How a collector ended.
  ///
  /// @param reason why it did not do what it was asked; empty where it did
  /// @param sumsUp whether it has no service of its own, and sums up what the others came to
  public record Ended(Status status, Optional<Failure> reason, boolean sumsUp) {}

  /// The code of a run.
  ///
  /// @param summaries collectors that only sum up what the others came to
  public static Exit of(Run run, Set<String> summaries, Asked asked, Strictness strictness) {
    Exit exit =
        of(
            run.results().stream()
                .map(one ->
                    new Ended(one.status(), one.reason(), summaries.contains(one.collector())))
                .toList(),
            asked);
    boolean complete =
        run.results().stream()
            .flatMap(result -> result.outcomes().stream())
            .allMatch(Run.MetricOutcome::hasValue);
    return exit == OK && !complete && strictness == Strictness.STRICT ? PARTIAL : exit;
  }

  /// The code of collectors that ended: ok, partial, or the blame that all of their failures share.
  /// That what only sums up went well makes nothing better whose services all failed.
  public static Exit of(List<Ended> all, Asked asked) {
    List<Ended> sources = all.stream().filter(one -> !one.sumsUp()).toList();
    Exit measured = sources.isEmpty() ? OK : together(sources, asked);
    return measured == OK ? together(all, asked) : measured;
  }

  private static Exit together(List<Ended> all, Asked asked) {
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

  /// The code with what became of the delivery: that nothing could be delivered weighs more than
  /// that some of it could not be collected.
  public Exit and(Optional<Failure> undelivered) {
    boolean some = this == OK || this == PARTIAL;
    return undelivered.map(Exit::ofDelivery).filter(_ -> some).orElse(this);
  }
}
