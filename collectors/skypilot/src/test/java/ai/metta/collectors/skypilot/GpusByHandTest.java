// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.collectors.skypilot.ByHand.NOW;
import static ai.metta.collectors.skypilot.ByHand.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GPUs of the fleet, reckoned by hand from rows made by hand.
final class GpusByHandTest {
  /// Numbers may differ for one GPU.
  @Test
  void aChoiceOfNumbersIsNotMade() {
    Reported reported =
        reported(
            JobRow.running(2)
                .with("cluster_resources", "-")
                .with("resources", "1x[H100:4, H100:8]"),
            JobRow.running(1));
    assertThat(reported.by("skypilot.resources.gpus", "type")).containsEntry("total", 1.0);
    assertThat(reported.value("skypilot.jobs.gpus_unknown")).isEqualTo(1);
  }

  @Test
  void gpusAreCountedOnAllNodesFromTheBestSourceThereIs() {
    Reported reported =
        reported(
            JobRow.running(9)
                .raw("accelerators", "{\"A10G\":4}")
                .with("cluster_resources", "2x[spot](gpus=A10G:1, g5.12xlarge, ...)")
                .with("resources", "3x[H100:8]"),
            JobRow.running(8)
                .raw("accelerators", "null")
                .with("cluster_resources", "3x(gpus=L4:1, g6.xlarge, ...)"),
            JobRow.running(7)
                .raw("accelerators", "{}")
                .with("cluster_resources", "-")
                .with("resources", "2x[A100-80GB:8][Spot]"));
    assertThat(reported.by("skypilot.resources.gpus", "type"))
        .containsOnly(
            entry("a10g", 8.0),
            entry("l4", 3.0),
            entry("a100-80gb", 16.0),
            entry("h100", 0.0),
            entry("total", 27.0));
  }

  @Test
  void gpusThatNobodyKnowsAreNotGuessed() {
    Reported reported =
        reported(
            JobRow.running(9).with("cluster_resources", "-").with("resources", "1x[L4:1, A10G:1]"),
            JobRow.running(8).with("cluster_resources", "-").with("resources", "1x[CPU:4+]"),
            JobRow.running(7).with("cluster_resources", "-").with("resources", "-"));
    assertThat(reported.by("skypilot.resources.gpus", "type")).containsEntry("total", 0.0);
    assertThat(reported.value("skypilot.jobs.gpus_unknown")).isEqualTo(2);
    assertThat(reported.values("skypilot.job.gpu_count").values()).containsExactly(0.0);
    assertThat(reported.sum("skypilot.job.gpu_count", "gpu_type:none", "job_id:8")).isZero();
    assertThat(reported.values("skypilot.job.runtime_hours").keySet())
        .extracting(tags -> tags.value("gpu_type").orElseThrow())
        .containsExactlyInAnyOrder("unknown", "none", "unknown");
  }

  /// Those of the others are a number of their own, beside how many it leaves out.
  @Test
  void aRowWithoutGpusCostsTheOthersNothing() {
    JobRow odd = JobRow.running(9).with("cluster_resources", "-").with("resources", "-");
    Reported reported = reported(odd, JobRow.running(8));
    assertThat(reported.value("skypilot.resources.gpus", "type:total")).isEqualTo(1);
    assertThat(reported.value("skypilot.jobs.gpus_unknown")).isEqualTo(1);
    assertThat(reported(odd).reason("skypilot.resources.gpus"))
        .isEqualTo("the server does not say the GPUs of 1 running row");
    assertThat(reported().value("skypilot.jobs.gpus_unknown")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accelerators={\"\":1}",
        "accelerators={\" \":1,\"L4\":1}",
        "cluster_resources=\"1x(gpus= :1, g5.xlarge, ...)\"",
        "resources=\"1x[ :1]\""
      })
  void aGpuWithoutANameIsNotKnown(String field) {
    String[] named = field.split("=", 2);
    Reported reported =
        reported(
            JobRow.running(2),
            JobRow.running(1)
                .with("cluster_resources", "-")
                .with("resources", "-")
                .raw(named[0], named[1]));
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    assertThat(reported.value("skypilot.resources.gpus", "type:total")).isEqualTo(1);
    assertThat(reported.values("skypilot.job.runtime_hours")).hasSize(2);
  }

  @Test
  void halfAGpuIsHalfAGpuAndCostsNobodyElse() {
    try (HandmadeServer server = HandmadeServer.start()) {
      String rows =
          "{\"jobs\":[%s,%s]}"
              .formatted(
                  JobRow.running(2)
                      .with("resources", "1x[L4:0.5]")
                      .with("cluster_resources", "-")
                      .json(),
                  JobRow.running(1).with("cluster_resources", "-").with("region", "-").json());
      String invalid =
          "{\"detail\":{\"error\":\"{\\\"type\\\":\\\"ValidationError\\\",\\\"message\\\":\\\"L4\\\"}\"}}";
      server.ending(
          "/jobs/queue/v2",
          body -> body.contains("accelerators") ? invalid : HandmadeServer.envelope(rows));
      Collecting collecting = Collecting.at(NOW).from(server.endpoint());
      Reported reported = collecting.run();
      assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(2);
      assertThat(reported.value("skypilot.resources.gpus", "type:l4")).isEqualTo(0.5);
      assertThat(reported.value("skypilot.resources.gpus", "type:h100")).isEqualTo(1);
      assertThat(reported.value("skypilot.resources.gpus", "type:total")).isEqualTo(1.5);
      assertThat(Fetches.probe(new SkypilotCollector(), collecting.conditions(new Redactor())))
          .extracting(Probe::finding)
          .filteredOn(Probe.Doubtful.class::isInstance)
          .extracting(Probe.Finding::detail)
          .singleElement()
          .asString()
          .startsWith("2 jobs not yet ended, without region and instance type");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4x[H100]", "4x[H100:8|A100:8]", "2x[H100:8+]", "1x[H100:8, A100]", "1x[L4:1, ?]"})
  void aRequestThatIsNotUnderstoodIsNoRequestForNoGpus(String resources) {
    Reported reported =
        reported(
            JobRow.running(2),
            JobRow.running(1).with("cluster_resources", "-").with("resources", resources));
    assertThat(reported.value("skypilot.jobs.gpus_unknown")).isEqualTo(1);
    assertThat(reported.value("skypilot.resources.gpus", "type:total")).isEqualTo(1);
  }
}
