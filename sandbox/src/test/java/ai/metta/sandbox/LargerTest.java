// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.asana.board.BoardProject;
import ai.metta.sandbox.asana.board.BoardTask;
import ai.metta.sandbox.aws.estate.Box;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.jobresults.suite.SuiteJob;
import ai.metta.sandbox.jobresults.suite.SuiteRun;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.kubernetes.cluster.Cluster;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Organisations that are larger than the usual one: what it has is there as ever, and more beside
/// it.
final class LargerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:34:56Z");
  private static final Fleet FLEET = Fleet.of(7, 600);

  @Test
  void anAccountHasItsWorkersInEqualSharesInFourRegions() {
    Estate usual = Estate.of(FLEET, 0, NOW);
    Estate large = Estate.of(FLEET, 400, NOW);

    List<Box> workers = new ArrayList<>(large.boxes());
    workers.removeAll(usual.boxes());
    assertThat(large.boxes()).containsAll(usual.boxes());
    assertThat(workers.stream().map(Box::id).distinct()).hasSize(400);
    assertThat(Estate.workerRegions())
        .hasSize(4)
        .allSatisfy(
            region -> assertThat(workers.stream().filter(box -> box.isIn(region))).hasSize(100));
  }

  @Test
  void aClusterHasAsManyDeploymentsAsServices() {
    Cluster usual = Cluster.of(7, FLEET, 24, NOW);
    Cluster large = Cluster.of(7, FLEET, 2_400, NOW);

    assertThat(large.deployments()).hasSize(2_400).containsAll(usual.deployments());
    assertThat(large.pods()).containsAll(usual.pods()).doesNotHaveDuplicates();
    assertThat(large.pods()).hasSizeGreaterThan(usual.pods().size() + 4_000);
  }

  @Test
  void aWorkspaceHasAProjectOfEachTeam() {
    Board usual = Board.of(7, FLEET.at(NOW));
    Board large = Board.of(7, FLEET.at(NOW), 50);

    assertThat(large.projects()).hasSize(usual.projects().size() + 50);
    assertThat(large.projects()).containsAll(usual.projects());
    assertThat(large.projects().stream().map(BoardProject::gid)).doesNotHaveDuplicates();
    assertThat(large.tasks().stream().map(BoardTask::gid)).doesNotHaveDuplicates();
    assertThat(large.projects())
        .allSatisfy(project -> assertThat(large.tasksOf(project.gid(), NOW)).isNotEmpty());
  }

  @Test
  void suitesThatRunOftenHaveADocumentForEachRunAndEachJobOnce() {
    SuiteStory story = SuiteStory.of(FLEET, Experiments.of(FLEET));
    List<SuiteRun> often = story.every(Duration.ofMinutes(4)).at(NOW);

    assertThat(often).hasSize(2 * (96 * 15 + 1));
    assertThat(often.stream().map(SuiteRun::id)).doesNotHaveDuplicates();
    assertThat(remote(often)).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(remote(often)).isSubsetOf(remote(story.at(NOW)).toList());
  }

  /// What the fleet's jobs are told as.
  private static Stream<SuiteJob> remote(List<SuiteRun> runs) {
    return runs.stream()
        .flatMap(run -> run.jobs().stream())
        .filter(job -> job.where().execution().equals("remote"));
  }
}
