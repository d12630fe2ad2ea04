// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that SkyPilot's own rule gives, reckoned by another program.
final class JobClusterTest {
  @ParameterizedTest
  @CsvSource({
    "train, train-1479",
    "Train_v1.2, train-v1-2-1479",
    "evaluate-policy-nightly, evaluate-policy-nightly-1479",
    "aaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaa-1479",
    "aaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaa-ab-1479",
    "evaluate-policy-nightly-v2-large, evaluate-policy-nightl-e0-1479",
    "evaluate_policy.nightly_V2-large, evaluate-policy-nightl-7b-1479",
    "nightly-eval-regressi--suite-of-all, nightly-eval-regressi-37-1479",
    "nightly-eval-regression-suite-large, nightly-eval-regressio-qh-1479"
  })
  void aClusterIsNamedAfterItsTaskAndJob(String task, String cluster) {
    assertThat(JobCluster.name(task, 1479)).isEqualTo(cluster);
  }
}
