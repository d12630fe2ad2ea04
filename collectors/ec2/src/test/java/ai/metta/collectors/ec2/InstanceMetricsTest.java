// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InstanceMetricsTest {
  private static final Given ALL =
      Given.instances(
          "1 p5.48xlarge running spot",
          "2 p5.48xlarge running ondemand",
          "3 c5.large running ondemand",
          "4 c5.large running capacity-block",
          "5 c5.large running scheduled",
          "6 c5.large running something-new",
          "7 p5.48xlarge stopped spot",
          "8 p5.48xlarge pending spot",
          "9 p5.48xlarge stopping ondemand",
          "10 p5.48xlarge terminated spot",
          "11 p5.48xlarge shutting-down ondemand");

  /// Spec 6.4: stopped and ended instances were once counted as spot, as GPUs, as CPUs.
  @Test
  void onlyRunningInstancesArePaidForAndHaveHardware() {
    assertThat(ALL.told("ec2.instances.spot")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.ondemand")).containsExactly("2.0");
    assertThat(ALL.told("ec2.instances.capacity_block")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.scheduled")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.other_pricing")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.gpu_instances")).containsExactly("2.0");
    assertThat(ALL.some("ec2.resources.gpus"))
        .containsExactly("gpu_model:h100,pricing:ondemand=8.0", "gpu_model:h100,pricing:spot=8.0");
    assertThat(ALL.some("ec2.resources.cpus"))
        .containsExactly(
            "pricing:ondemand=194.0",
            "pricing:spot=192.0",
            "pricing:capacity_block=2.0",
            "pricing:scheduled=2.0",
            "pricing:other=2.0");
  }

  @Test
  void everyStateIsCountedButThoseThatAreGone() {
    assertThat(ALL.told("ec2.instances.stopped")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.pending")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.stopping")).containsExactly("1.0");
    assertThat(ALL.told("ec2.instances.total")).containsExactly("9.0");
    assertThat(ALL.some("ec2.instances.running"))
        .containsExactly(
            "instance_family:c5,pricing:ondemand=1.0",
            "instance_family:p5,pricing:ondemand=1.0",
            "instance_family:p5,pricing:spot=1.0",
            "instance_family:c5,pricing:capacity_block=1.0",
            "instance_family:c5,pricing:scheduled=1.0",
            "instance_family:c5,pricing:other=1.0");
    assertThat(ALL.told("ec2.instances.by_type"))
        .hasSize(6)
        .contains("pricing:spot,type:p5.48xlarge=1.0");
  }

  @Test
  void nothingThatRunsIsZeroAndHasNoAge() {
    Given none = Given.instances("1 c5.large stopped ondemand");
    assertThat(none.told("ec2.instances.running"))
        .containsExactly(
            "pricing:ondemand=0.0",
            "pricing:spot=0.0",
            "pricing:capacity_block=0.0",
            "pricing:scheduled=0.0",
            "pricing:other=0.0");
    assertThat(none.told("ec2.instances.by_type")).containsExactly("absent: no instance runs");
    assertThat(none.told("ec2.instances.age_days")).containsExactly("absent: no instance runs");
    assertThat(none.some("ec2.resources.gpus")).isEmpty();
  }

  @Test
  void agesAreSinceTheLastStart() {
    Given some =
        Given.instances(
            List.of(
                Given.startedAt("1 c5.large running ondemand", "2026-03-17T12:00:00Z"),
                Given.startedAt("2 c5.large running ondemand", "2026-03-15T12:00:00Z"),
                Given.startedAt("3 c5.large running ondemand", "2026-03-18T06:00:00Z"),
                Given.startedAt("4 c5.large running spot", "2026-03-16T12:00:00Z"),
                Given.startedAt("5 c5.large stopped spot", "2020-01-01T00:00:00Z")));
    assertThat(some.told("ec2.instances.age_days"))
        .containsExactly("metric:avg=1.5625", "metric:max=3.0", "metric:p50=1.5");
  }

  /// Spec 6.5 and 6.6: no count is guessed from a name.
  @Test
  void cpusAndGpusAreWhatAwsTells() {
    Given some =
        Given.instances(
            List.of(
                Given.instance("1 p5.metal running ondemand"),
                Given.odd("2 p5.48xlarge running ondemand", "default", Instance.LINUX, "a", 96),
                Given.instance("3 g6f.large running ondemand"),
                Given.instance("4 g4ad.xlarge running ondemand"),
                Given.instance("5 p9.48xlarge stopped ondemand")));
    assertThat(some.some("ec2.resources.cpus")).containsExactly("pricing:ondemand=294.0");
    assertThat(some.some("ec2.resources.gpus"))
        .containsExactly(
            "gpu_model:h100,pricing:ondemand=16.0",
            "gpu_model:l4,pricing:ondemand=0.125",
            "gpu_model:radeon-pro-v520,pricing:ondemand=1.0");
    assertThat(some.told("ec2.resources.unknown_type_instances")).containsExactly("0.0");
    assertThat(some.told("ec2.instances.gpu_instances")).containsExactly("4.0");
  }

  /// An instance of a type that nobody knows may have eight GPUs: it has not none.
  @Test
  void whereATypeIsUnknownNoSumOfHardwareIsToldOfThatWayToPay() {
    Given some =
        Given.instances(
            List.of(
                Given.instance("1 p9.48xlarge running spot"),
                Given.odd("2 p9.48xlarge running ondemand", "default", Instance.LINUX, "a", 7),
                Given.instance("3 p5.48xlarge running spot"),
                Given.instance("4 p5.48xlarge running ondemand"),
                Given.instance("5 p5.48xlarge running capacity-block")));
    assertThat(some.told("ec2.resources.gpus"))
        .containsExactly(
            "gpu_model:h100,pricing:capacity_block=8.0",
            "pricing:scheduled=0.0",
            "pricing:other=0.0");
    assertThat(some.told("ec2.resources.cpus"))
        .containsExactly(
            "pricing:ondemand=199.0",
            "pricing:capacity_block=192.0",
            "pricing:scheduled=0.0",
            "pricing:other=0.0");
    assertThat(some.told("ec2.resources.unknown_type_instances")).containsExactly("2.0");
    assertThat(some.told("ec2.instances.gpu_instances"))
        .singleElement()
        .asString()
        .startsWith("unsupported: instances of a type that AWS does not know");
  }
}
