// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.collectors.kubernetes.Pod.Phase;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A page of pods as the server sends it, read by the library.
final class PodReaderTest {
  private static Map<String, Pod> page() throws IOException {
    try (InputStream page = PodReaderTest.class.getResourceAsStream("/pods.json")) {
      PodList list = new KubernetesSerialization().unmarshal(page, PodList.class);
      return list.getItems().stream()
          .map(PodReader::pod)
          .collect(Collectors.toMap(pod -> pod.name().name(), pod -> pod));
    }
  }

  private static List<String> requested(String pod) throws IOException {
    Amounts amounts = page().get(pod).requested();
    return List.of(
        amounts.cpu().stripTrailingZeros().toPlainString(),
        amounts.memory().stripTrailingZeros().toPlainString());
  }

  /// 100m + 0.25, and 128Mi + 64M.
  @Test
  void containersAddUp() throws IOException {
    assertThat(requested("two-containers")).containsExactly("0.35", "198217728");
  }

  /// Containers: 200m, 100Mi. The largest init container: 2 cores, 50Mi.
  @Test
  void aLargerInitContainerCountsInsteadOfThem() throws IOException {
    assertThat(requested("init")).containsExactly("2", "104857600");
  }

  /// 200m + 150m that runs beside it; the init container asks for 300m.
  @Test
  void aSidecarRunsBesideThem() throws IOException {
    assertThat(requested("sidecar")).containsExactly("0.35", "134217728");
  }

  /// 100m + 250m, 64Mi + 120Mi.
  @Test
  void whatTheRuntimeTakesIsOnTop() throws IOException {
    assertThat(requested("overhead")).containsExactly("0.35", "192937984");
  }

  /// 3 cores of its own instead of 500m; of memory it says nothing.
  @Test
  void whatThePodAsksForGoesBeforeItsContainers() throws IOException {
    assertThat(requested("own-request")).containsExactly("3", "268435456");
  }

  @Test
  void aPodThatAsksForNothingRequestsNothing() throws IOException {
    assertThat(page().get("asks-for-nothing").requested().isNone()).isTrue();
  }

  /// Invisible once, since only ordinary containers were looked at.
  @Test
  void initContainersCrashToo() throws IOException {
    Pod pod = page().get("init");
    assertThat(pod.phase()).isEqualTo(Phase.PENDING);
    assertThat(pod.containers())
        .anySatisfy(one -> assertThat(one.waiting()).contains("CrashLoopBackOff"))
        .anySatisfy(one -> assertThat(one.restarts()).isEqualTo(7));
  }

  @Test
  void howAContainerEndedIsKnownNowAndBefore() throws IOException {
    assertThat(page().get("two-containers").containers().getFirst().ends())
        .extracting(Pod.End::reason)
        .containsExactly("Error", "OOMKilled");
  }

  @Test
  void aPhaseThatNobodyKnowsIsUnknown() throws IOException {
    assertThat(page().get("asks-for-nothing").phase()).isEqualTo(Phase.UNKNOWN);
  }

  @Test
  void aPodWithoutANameIsNone() {
    io.fabric8.kubernetes.api.model.Pod nameless =
        new KubernetesSerialization()
            .unmarshal(
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"namespace\":\"x\"}}",
                io.fabric8.kubernetes.api.model.Pod.class);
    assertThatThrownBy(() -> PodReader.pod(nameless))
        .isInstanceOf(Required.MissingException.class)
        .hasMessageContaining("has no name");
  }

  /// To 16 digits.
  @ParameterizedTest
  @CsvSource({
    "250m,       0.25",
    "1500u,      0.0015",
    "128974848n, 0.128974848",
    "2,          2",
    "0.1,        0.1",
    "1e3,        1000",
    "1E3,        1000",
    "1.5e-3,     0.0015",
    "2k,         2000",
    "1M,         1000000",
    "3G,         3000000000",
    "1T,         1000000000000",
    "1P,         1000000000000000",
    "1E,         1000000000000000000",
    "512Ki,      524288",
    "1.5Gi,      1610612736",
    "1Ti,        1099511627776",
    "1Ei,        1152921504606847000",
    "128974848000m, 128974848",
  })
  void everyWayToWriteAnAmountIsRead(String text, String amount) {
    assertThat(Quantities.amount(Map.of("cpu", Quantity.parse(text)), Resource.CPU).orElseThrow())
        .isEqualByComparingTo(amount);
  }
}
