// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.Status;
import ai.metta.collect.health.Figure;
import ai.metta.metric.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Those that are filled in together.
///
/// @param names of all of them
/// @param required those that nothing is to be said without
record Company(List<String> names, Set<String> required) {

  /// Whether a collector uses what any of them come to.
  boolean isUsedBy(Profile profile) {
    return names.stream().anyMatch(profile::comesAfter);
  }

  /// Why nothing follows from what some of them came to at a step: one that is required is not
  /// configured, or a figure failed; empty where all is well.
  Optional<Failure> failed(List<Run.Result> results) {
    return Stream.concat(
            results.stream().flatMap(this::missing),
            results.stream().flatMap(result -> result.figures().stream()).flatMap(Company::failed))
        .findFirst()
        .map(reason ->
            new Failure.Service(
                "left out, since it follows from what could not be had: " + reason,
                Failure.Service.Retry.MAY_HELP));
  }

  private Stream<String> missing(Run.Result result) {
    return result.status() == Status.NOT_CONFIGURED && required.contains(result.collector())
        ? result.reason().stream()
            .map(why -> result.collector() + " is not configured: " + why.message())
        : Stream.empty();
  }

  private static Stream<String> failed(Figure figure) {
    return figure instanceof Figure.Unknown(var _, String reason, Optional<Failure> cause)
            && cause.isPresent()
        ? Stream.of(reason)
        : Stream.empty();
  }
}
