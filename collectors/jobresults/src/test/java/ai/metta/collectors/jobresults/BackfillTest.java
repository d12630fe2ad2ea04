// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Collector;
import ai.metta.collect.PastAgreement;
import ai.metta.collect.Steps;
import ai.metta.collect.Trial;
import ai.metta.sandbox.jobresults.JobResultsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A past that is read at once is the one that would be read instant by instant.
final class BackfillTest {
  private static final Duration STEP = Duration.ofHours(6);
  private static final List<Collector<?>> BOTH =
      List.of(new TrainingCollector(), new EvalCollector());

  private static Steps days(int days) {
    return Steps.between(Runner.NOW.minus(Duration.ofDays(days)), Runner.NOW, STEP).orElseThrow();
  }

  private static PastAgreement agreement(Trial trial) {
    return new PastAgreement(trial.collector(), trial.conditions(), trial.plan());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 20260318})
  void eachStepIsWhatARunOfThatInstantSays(long seed) {
    Steps steps = days(14);
    try (JobResultsServer server = Runner.served(seed)) {
      for (Collector<?> collector : BOTH) {
        long compared =
            agreement(Runner.collecting(collector, server))
                .at(
                    steps,
                    steps.first(),
                    steps.first().plus(STEP.multipliedBy(5)),
                    steps.last().minus(STEP.multipliedBy(8)),
                    steps.last());
        assertThat(compared).isGreaterThan(20);
      }
    }
  }

  /// A suite that nobody expects is met again only while its documents are read: of those that
  /// ended days before a step, a run of that instant would not know.
  @Test
  void aSuiteThatNobodyExpectsEndsWithItsDocuments(@TempDir Path folder) throws IOException {
    Instant old = Runner.NOW.minus(Duration.ofDays(20));
    write(folder, "nightly", old);
    write(folder, "stable", Runner.NOW.minus(Duration.ofHours(3)));
    Steps steps = days(21);
    for (Collector<?> collector : BOTH) {
      Trial trial = Trial.of(collector, Runner.NOW).with("job_results.sources", folder.toString());
      agreement(trial)
          .at(
              steps,
              steps.first(),
              steps.first().plus(Duration.ofDays(1)),
              steps.first().plus(Duration.ofDays(2)),
              steps.first().plus(Duration.ofDays(9)),
              steps.last());
    }
  }

  private static void write(Path folder, String suite, Instant at) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(suite + ".json"),
            """
            {"schema":1,"run_id":"%s-1","suite":"%s","started_at":"%s","completed_at":"%s","jobs":[
             {"name":"%s.train.arena.local","category":"training","status":"succeeded","exit_code":0,
              "started_at":"%s","completed_at":"%s","metrics":{}}]}
            """
                .formatted(suite, suite, at, at.plusSeconds(90), suite, at, at.plusSeconds(60)));
    Files.setLastModifiedTime(file, FileTime.from(at.plusSeconds(120)));
  }
}
