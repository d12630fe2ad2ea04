// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidationTest {
  private final FakeIntake intake = FakeIntake.start();

  @AfterEach
  void close() {
    intake.close();
  }

  @Test
  void aGoodKeyIsValidAndTheClocksAreCompared() {
    InstantSource ahead = InstantSource.offset(InstantSource.system(), Duration.ofHours(2));

    Validation validation = Validation.ask(Given.http(), Given.destination(intake), ahead);

    assertThat(validation.trouble()).isEmpty();
    assertThat(validation.clockAhead())
        .hasValueSatisfying(
            skew -> assertThat(skew).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121)));
  }

  @Test
  void aWrongKeyIsRefusedWithoutBeingShown() {
    Destination wrong = new Destination(intake.url(), Secret.of("0123456789abcdef"));

    Validation validation = Validation.ask(Given.http(), wrong, Given.CLOCK);

    assertThat(validation.trouble()).containsInstanceOf(Failure.Credentials.class);
    assertThat(validation.trouble().orElseThrow().message())
        .contains("/api/v1/validate: 403 (Forbidden)")
        .contains("DD_API_KEY")
        .doesNotContain("01234567");
    assertThat(validation.clockAhead()).isPresent();
  }

  @Test
  void anAddressWithoutAnIntakeIsUnreachable() {
    intake.answerNext(404, 1, Map.of());
    assertThat(Validation.ask(Given.http(), Given.destination(intake), Given.CLOCK).trouble())
        .containsInstanceOf(Failure.Service.class);

    Destination destination = Given.destination(intake);
    intake.close();
    Validation closed = Validation.ask(Given.http(), destination, Given.CLOCK);
    assertThat(closed.trouble()).containsInstanceOf(Failure.Service.class);
    assertThat(closed.clockAhead()).isEmpty();
  }

  /// It has a clock, which is not Datadog's.
  @ParameterizedTest
  @ValueSource(ints = {200, 403})
  void aPageIsNoDatadog(int status) {
    intake.answerWithHtml(status);
    Validation page = Validation.ask(Given.http(), Given.destination(intake), Given.CLOCK);
    assertThat(page.trouble()).containsInstanceOf(Failure.Configuration.class);
    assertThat(page.clockAhead()).isEmpty();
  }
}
