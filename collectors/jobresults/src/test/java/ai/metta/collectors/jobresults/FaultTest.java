// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Collector;
import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.jobresults.JobResultsFault;
import ai.metta.sandbox.jobresults.JobResultsServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final List<Collector<?>> BOTH =
      List.of(new TrainingCollector(), new EvalCollector());

  private final JobResultsServer server = Runner.served(3);

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void noFaultMakesANumber(JobResultsFault fault) {
    server.fail(Strike.always(fault));
    for (Collector<?> collector : BOTH) {
      Report report = Runner.collecting(collector, server).run();
      assertThat(report.values()).as(fault + ": " + report.said()).isEmpty();
      assertThat(report.failed())
          .containsExactlyInAnyOrderElementsOf(
              collector.catalogue().metrics().stream().map(metric -> metric.name()).toList());
    }
  }

  /// What derives from the other suite stays as it was.
  @ParameterizedTest
  @EnumSource
  void aSuiteThatCannotBeReadCostsNoOther(JobResultsFault fault) {
    server.fail(Strike.always(fault).at("/stable"));
    for (Collector<?> collector : BOTH) {
      Map<String, Double> truth = Runner.truth(server, Runner.NOW, collector);
      truth.keySet().removeIf(name -> name.contains("suite:stable"));
      Report report = Runner.apart(collector, server).run();
      assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
      assertThat(report.values()).as(fault.toString()).isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SERVER_ERROR")
  void whatPassesIsAskedAgain(JobResultsFault fault) {
    server.fail(Strike.always(fault).onlyRequest(1));
    Report report = Runner.collecting(new TrainingCollector(), server).run();
    assertThat(report.result().status()).isEqualTo(Status.OK);
  }
}
