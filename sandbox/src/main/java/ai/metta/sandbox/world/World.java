// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.world;

import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.Duration;
import java.time.Instant;

/// An organisation that does well, but for one incident. All of its stories hold at any instant
/// from [#TOLD] before the one that they lead up to until some weeks after it: the same instant
/// always gives the same answer.
///
/// @param seed which organisation
/// @param around the instant that its stories lead up to
/// @param suites what its runner still has at hand
/// @param archive the same, and all that it ever wrote
public record World(
    long seed,
    Instant around,
    Incident incident,
    Fleet fleet,
    Experiments experiments,
    SuiteStory suites,
    SuiteStory archive,
    Organisation organisation,
    Board board) {
  /// How far back all services can tell.
  public static final Duration TOLD = Duration.ofDays(31);

  private static final Duration AT_HAND = Duration.ofDays(9);

  /// Bugs are told until so long after the instant that everything leads up to.
  private static final Duration FORETOLD = Duration.ofDays(3);

  public static World of(long seed, int jobs, Instant around) {
    Incident incident = Incident.before(seed, around);
    Climate climate = new Climate.Settled(incident);
    Fleet fleet = Fleet.of(seed, jobs, climate);
    // A SkyPilot server forgets jobs that nobody else does.
    Fleet remembered = Fleet.of(seed, Math.max(jobs, Fleet.USUAL_JOBS), climate);
    Experiments experiments = Experiments.of(remembered);
    return new World(
        seed,
        around,
        incident,
        fleet,
        experiments,
        SuiteStory.of(remembered, experiments).remembering(AT_HAND),
        SuiteStory.of(remembered, experiments).remembering(TOLD),
        Organisation.of(seed, around, climate),
        Board.of(seed, remembered.at(around.plus(FORETOLD)), incident));
  }
}
