// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Spec 6.3: idle instances were declared, graphed, and never computed.
final class UtilizationMetricsTest {
  private static final String PLAIN = "1 c5.large running ondemand";
  private static final String GPUS = "1 p5.48xlarge running ondemand";

  private static String found(Given some) {
    List<String> unknown = some.some("ec2.utilization.unknown_instances");
    return unknown.isEmpty()
        ? String.join("", some.told("ec2.utilization.idle_instances"))
        : unknown.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "12, 4.99, instance_family:c5=1.0",
    "12, 5.0,  0.0",
    "6,  4.0,  instance_family:c5=1.0",
    "5,  4.0,  reason:no_data=1.0",
    "0,  4.0,  reason:no_data=1.0",
    "12, 90.0, 0.0",
  })
  void aQuietHourOfEnoughPointsIsIdle(int points, double percent, String expected) {
    assertThat(found(Given.instances(PLAIN).doing(Given.cpu("1", points, percent))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"19.99, instance_family:c5=1.0", "20.0, 0.0"})
  void fiveBusyMinutesAreWork(double most, String expected) {
    Double[] hour = Collections.nCopies(12, 1.0).toArray(Double[]::new);
    hour[7] = most;
    Activity activity = new Activity(Map.of("1", Arrays.asList(hour)), Map.of());
    assertThat(found(Given.instances(PLAIN).doing(activity))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-18T11:00:00Z, instance_family:c5=1.0",
    "2026-03-18T11:00:01Z, reason:too_young=1.0",
  })
  void onlyWhatRanForAnHourIsJudged(String started, String expected) {
    Given some = Given.instances(List.of(Given.startedAt(PLAIN, started)));
    assertThat(found(some.doing(Given.cpu("1", 12, 1)))).isEqualTo(expected);
  }

  @Test
  void anInstanceThatMayBeIdleIsSaidSo() {
    Given some =
        Given.instances(List.of(Given.odd(PLAIN, "default", Instance.LINUX, "us-east-1a", 0)));
    assertThat(found(some.doing(Given.cpu("1", 12, 1)))).isEqualTo("reason:excluded=1.0");
  }

  @Test
  void aQuietCpuSaysNothingOfGpusThatNobodyWatches() {
    Given some = Given.instances(GPUS);
    Activity quiet = Given.cpu("1", 12, 1);
    assertThat(found(some.doing(quiet))).isEqualTo("reason:gpu_unobserved=1.0");
    assertThat(found(some.doing(Given.gpus(quiet, "1", 0, "0", "1", "2", "3", "4", "5", "6"))))
        .isEqualTo("reason:gpu_unobserved=1.0");
    assertThat(
            found(some.doing(Given.gpus(quiet, "1", 4.99, "0", "1", "2", "3", "4", "5", "6", "7"))))
        .isEqualTo("instance_family:p5=1.0");
    assertThat(found(some.doing(Given.gpus(quiet, "1", 4.99, "all"))))
        .isEqualTo("instance_family:p5=1.0");
    assertThat(found(some.doing(Given.gpus(quiet, "1", 5, "0")))).isEqualTo("0.0");
  }

  /// An agent may tell the same with its architecture and without.
  @Test
  void aGpuThatIsToldTwiceIsOne() {
    Activity quiet = Given.cpu("1", 12, 1);
    assertThat(
            found(
                Given.instances(GPUS)
                    .doing(Given.gpus(quiet, "1", 0, "0", "1", "2", "3", "0", "1", "2", "3"))))
        .isEqualTo("reason:gpu_unobserved=1.0");
  }

  @Test
  void aBusyCpuIsWorkWhateverTheGpusDo() {
    assertThat(found(Given.instances(GPUS).doing(Given.cpu("1", 12, 50)))).isEqualTo("0.0");
  }

  @Test
  void ofATypeThatNobodyKnowsNobodyKnowsTheGpus() {
    assertThat(
            found(Given.instances("1 p9.48xlarge running ondemand").doing(Given.cpu("1", 12, 1))))
        .isEqualTo("reason:gpu_unobserved=1.0");
  }

  @Test
  void stoppedInstancesAreNotIdle() {
    assertThat(found(Given.instances("1 c5.large stopped ondemand").doing(Given.cpu("1", 12, 1))))
        .isEqualTo("0.0");
  }
}
