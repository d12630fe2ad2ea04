// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import ai.metta.collect.Run.Status;
import ai.metta.sandbox.wandb.Fault;
import ai.metta.sandbox.wandb.Strike;
import ai.metta.sandbox.wandb.WandbServer;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The collector against the simulated organisation, with something wrong.
final class FaultTest {

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = Mode.EXCLUDE,
      names = {"LAST_OF_THE_LIMIT", "OLD_SERVER", "NO_SWEEPS", "BROKEN_SUMMARY", "STRANGE_STATE"})
  void aListThatFailsInOneProjectCostsWhatIsMadeOfItAndNothingElse(Fault fault) {
    try (WandbServer server = Sandbox.served(7)) {
      Map<String, Double> before = Sandbox.from(server).run().values("language");
      server.fail(Strike.always(fault).during("EndedRuns").of("arena"));
      Reported reported = Sandbox.from(server).run();

      assertThat(reported.result().status()).isEqualTo(Status.PARTIAL);
      assertThat(reported.values("language")).isEqualTo(before);
      assertThat(reported.values("arena").keySet())
          .isNotEmpty()
          .allMatch(series ->
              series.matches(
                  "wandb\\.(runs\\.(active|stale|preempting|queued)|sweeps\\.active|sweep\\.runs_active"
                      + "|training\\.(gpu_utilization.*|(arena|multinode)\\.active_.*)).*"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RATE_LIMITED", "SERVER_ERROR", "BAD_GATEWAY"})
  void whatPassesIsAskedAgain(Fault fault) {
    try (WandbServer server = Sandbox.served(7)) {
      Reported before = Sandbox.from(server).run();
      server.fail(Strike.always(fault).during("EndedRuns").of("arena").onlyRequest(1));
      Reported reported = Sandbox.from(server).run();

      assertThat(reported.failed()).isEmpty();
      assertThat(reported.values("arena")).isEqualTo(before.values("arena"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"SERVER_ERROR", "NO_PROJECT", "TRUNCATED"})
  void whereEverythingFailsNothingIsTold(Fault fault) {
    try (WandbServer server = Sandbox.served(7)) {
      server.fail(fault);
      Reported reported = Sandbox.from(server).run();

      assertThat(reported.result().status()).isEqualTo(Status.FAILED);
      assertThat(reported.values("arena")).isEmpty();
      assertThat(reported.value("collector.wandb.failed")).isEqualTo(1);
    }
  }

  @Test
  void anOldServerCostsWhatItDoesNotKnow() {
    try (WandbServer server = Sandbox.served(7)) {
      Map<String, Double> before = Sandbox.from(server).run().values("arena");
      server.fail(Fault.OLD_SERVER);
      Reported reported = Sandbox.from(server).run();

      assertThat(reported.failed()).isEmpty();
      Map<String, Double> left = reported.values("arena");
      assertThat(before.keySet())
          .filteredOn(series -> !left.containsKey(series))
          .isNotEmpty()
          .allMatch(series ->
              series.matches("wandb\\.(compute|users|training\\.(cost|gpu|.*sps_per_gpu)).*"));
      assertThat(left.get("wandb.training.arena.avg_hearts"))
          .isEqualTo(before.get("wandb.training.arena.avg_hearts"));
      // The runs themselves say how long they took, in halves of seconds.
      assertThat(left.get("wandb.training.duration_hours"))
          .isCloseTo(before.get("wandb.training.duration_hours"), Offset.offset(0.001));
    }
  }

  @Test
  void aSummaryThatBreaksAndAStateThatNobodyKnowsAreCounted() {
    try (WandbServer server = Sandbox.served(7)) {
      server.fail(Strike.always(Fault.BROKEN_SUMMARY).during("ActiveRuns").of("arena"));
      server.fail(Strike.always(Fault.STRANGE_STATE).during("EndedRuns").of("language"));
      Reported reported = Sandbox.from(server).run();

      assertThat(reported.failed()).isEmpty();
      assertThat(reported.values("arena")).containsEntry("wandb.runs.unreadable_7d", 1.0);
      assertThat(reported.values("language").get("wandb.runs.unknown_state_7d")).isPositive();
      assertThat(reported.values("language"))
          .containsEntry("wandb.runs.completed_7d{run_type:other}", 0.0);
    }
  }

  @Test
  void aWrongKeyIsToldByTheFirstProbe() {
    try (WandbServer server = Sandbox.served(7)) {
      List<Probe> good = Fetches.probe(new WandbCollector(), Sandbox.from(server).conditions());
      List<Probe> wrong =
          Fetches.probe(
              new WandbCollector(),
              Sandbox.from(server).knowing("WANDB_API_KEY", "0123456789").conditions());

      assertThat(good)
          .extracting(Probe::question)
          .containsExactly(
              "key accepted",
              "may read metta-sandbox/arena",
              "may read metta-sandbox/language",
              "launch queues readable");
      assertThat(good).allMatch(probe -> probe.finding() instanceof Probe.Good);
      assertThat(wrong).allMatch(probe -> probe.finding() instanceof Probe.Failed);
      assertThat(wrong.getFirst().finding().detail()).contains("the API key is not valid");
    }
  }

  /// About 20 requests a project with 500 runs in a week, as the budget has it.
  @Test
  void aRunCostsAsManyRequestsAsTheListsHavePages() {
    try (WandbServer server = Sandbox.served(7)) {
      Reported reported = Sandbox.from(server).run();
      Map<String, Integer> requests = server.requests();

      assertThat(requests)
          .containsEntry("Viewer", 1)
          .containsEntry("RunCount", 2)
          .containsEntry("ActiveRuns", 2)
          .containsEntry("Sweeps", 2)
          .containsEntry("LaunchQueues", 1)
          .containsEntry("LaunchQueue", 2);
      assertThat(requests.get("EndedRuns")).isBetween(8, 13);
      assertThat(reported.value("collector.wandb.api_requests"))
          .isEqualTo(requests.values().stream().mapToInt(Integer::intValue).sum());
      assertThat(reported.value("collector.wandb.rate_limit_remaining")).isEqualTo(985);
    }
  }
}
