// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an installation may say.
final class WandbConfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.wandb.io",
        "https://wandb.example.com:8443/base/",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:9"
      })
  void theKeyMayBeSentThere(String address) {
    assertThat(loaded("wandb.base_url", address)).isInstanceOf(Loaded.Good.class);
  }

  /// In clear text it would travel in a header.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://acme.wandb.io",
        "http://localhost.example.com",
        "http://127.example.com",
        "https://api:key@acme.wandb.io",
        "ftp://127.0.0.1",
        "wandb"
      })
  void theKeyIsSentNowhereElse(String address) {
    assertThat(loaded("wandb.base_url", address)).isNotInstanceOf(Loaded.Good.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wandb.projects|acme/arena",
        "wandb.projects|Arena,arena",
        "wandb.projects|a b,a_b",
        "wandb.projects|arena,:::",
        "wandb.launch_queues|GPUs,gpus",
        "wandb.launch_queues|gpus,None",
        "wandb.entity|acme/arena",
        "wandb.run_types|stable",
        "wandb.summary_member|mean",
        "wandb.accuracy_unit|ratio",
        "wandb.page_size|51",
        "wandb.gpu_prices|H100=-1",
      })
  void whatMeansNothingIsRefused(String setting, String value) {
    assertThat(loaded(setting, value)).isNotInstanceOf(Loaded.Good.class);
  }

  @Test
  void aProjectThatIsNamedTwiceIsOne() {
    assertThat(loaded("wandb.projects", "arena,language,arena")).isInstanceOf(Loaded.Good.class);
  }

  @Test
  void withoutAKeyItIsNotConfiguredAndSaysWhatToSet() {
    Reported reported = ByHand.reported(server -> server, Collecting::withoutKey);

    assertThat(reported.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(reported.result().reason())
        .get()
        .isInstanceOf(Failure.Credentials.class)
        .extracting(Failure::message)
        .asString()
        .contains("WANDB_API_KEY");
    assertThat(reported.series()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"wandb.entity, WANDB_ENTITY", "wandb.projects, WANDB_PROJECT"})
  void withoutANameItIsNotConfiguredAndSaysWhatToSet(String setting, String variable) {
    Reported reported =
        ByHand.reported(server -> server, collecting -> collecting.without(setting));

    assertThat(reported.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(reported.result().reason())
        .get()
        .isInstanceOf(Failure.Configuration.class)
        .extracting(Failure::message)
        .asString()
        .contains(variable, setting);
  }

  private static Loaded loaded(String setting, String value) {
    Path nowhere = Path.of("target", "no-such-folder");
    return new SettingsLoader(
            WandbConfig.settings(),
            Map.of(setting, value),
            Map.of(),
            Optional.empty(),
            nowhere,
            nowhere)
        .load();
  }
}
