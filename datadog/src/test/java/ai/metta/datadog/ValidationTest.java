// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    assertThat(validation.key()).isEqualTo(new KeyCheck.Valid());
    assertThat(validation.clockAhead())
        .hasValueSatisfying(
            skew -> assertThat(skew).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121)));
  }

  @Test
  void aWrongKeyIsRefusedWithoutBeingShown() {
    Destination wrong = new Destination(intake.url(), Secret.of("0123456789abcdef"));

    Validation validation = Validation.ask(Given.http(), wrong, Given.CLOCK);

    assertThat(validation.key())
        .isInstanceOfSatisfying(
            KeyCheck.Refused.class,
            refused ->
                assertThat(refused.message())
                    .contains("/api/v1/validate: 403 (Forbidden)")
                    .contains("DD_API_KEY")
                    .doesNotContain("01234567"));
  }

  @Test
  void anAddressWithoutAnIntakeIsUnreachable() {
    intake.answerNext(404, 1, Map.of());
    assertThat(Validation.ask(Given.http(), Given.destination(intake), Given.CLOCK).key())
        .isInstanceOf(KeyCheck.Unreachable.class);

    Destination destination = Given.destination(intake);
    intake.close();
    Validation closed = Validation.ask(Given.http(), destination, Given.CLOCK);
    assertThat(closed.key()).isInstanceOf(KeyCheck.Unreachable.class);
    assertThat(closed.clockAhead()).isEmpty();
  }
}
