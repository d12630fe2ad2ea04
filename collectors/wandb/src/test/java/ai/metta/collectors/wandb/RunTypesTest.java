// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.wandb.Workloads.Nodes;
import ai.metta.collectors.wandb.Workloads.Workload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kind of run something is.
final class RunTypesTest {
  private static final RunTypes USUAL = RunTypes.of(WandbConfig.RUN_TYPES.fallback().orElseThrow());

  private static final Workloads WORKLOADS =
      new Workloads(
          List.of(),
          WandbConfig.MULTINODE.fallback().orElseThrow(),
          WandbConfig.ARENA.fallback().orElseThrow());

  /// Of several rules that hold the first decides: sweep comes before stable.
  @ParameterizedTest
  @CsvSource({
    "github.sky.main.sweep, false, ptm",
    "GitHub.Sky.main, false, ptm",
    "my.github.sky.main, false, other",
    "anything, true, sweep",
    "stable-sweep, false, sweep",
    "stable.local, false, stable",
    "Local.kofi, false, local",
    "maze, false, other",
    "'', false, other",
  })
  void theFirstRuleThatHoldsDecides(String name, boolean inSweep, String type) {
    assertThat(USUAL.of(name, inSweep)).isEqualTo(type);
  }

  @Test
  void everyTypeIsNamedOnce() {
    assertThat(USUAL.all()).containsExactly("ptm", "sweep", "stable", "local", "other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptm", "ptm=", "ptm=begins:x", "PTM=in_sweep", "=in_sweep", "a=starts:"})
  void whatIsNoRuleIsRefused(String text) {
    assertThat(RunTypes.isRule(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "arena.ppo, , ARENA, 1",
    "arena.ppo, 1, ARENA, 1",
    "arena.ppo, 4, MULTINODE, 4",
    "arena.multinode, , MULTINODE, ",
    "arena.Multi-Node, 1, ARENA, 1",
    "maze, 2, MULTINODE, 2",
    "maze, , NONE, 1",
  })
  void theNumberOfNodesSaysMoreThanTheName(
      String name, @Nullable Long told, Workload workload, @Nullable Long nodes) {
    Nodes said = told == null ? new Nodes.Untold() : new Nodes.Told(told);

    assertThat(WORKLOADS.of(name, said)).isEqualTo(workload);
    assertThat(WORKLOADS.number(name, said)).isEqualTo(Optional.ofNullable(nodes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arena.ppo", "arena.multinode", "maze"})
  void whereNobodyKnowsOnHowManyNodesItIsTheNameDecidesNothing(String name) {
    assertThat(WORKLOADS.of(name, new Nodes.Unclear())).isEqualTo(Workload.NONE);
    assertThat(WORKLOADS.number(name, new Nodes.Unclear())).isEmpty();
  }
}
