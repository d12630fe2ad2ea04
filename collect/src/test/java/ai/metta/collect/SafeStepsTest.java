// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeStepsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  private SafeSteps safe() {
    return new SafeSteps(folder.resolve("backfills").resolve("one"), HOUR);
  }

  private static Instant hour(int hour) {
    return MIDNIGHT.plus(HOUR.multipliedBy(hour));
  }

  private static List<Instant> hours(String text) {
    return Arrays.stream(text.split(" ", -1)).map(one -> hour(Integer.parseInt(one))).toList();
  }

  private static Steps steps(int first, int last) {
    return new Steps(hour(first), hour(last), HOUR);
  }

  @ParameterizedTest
  @CsvSource({
    "0 1 2,         0, 9, 3, 9",
    "7 8 9,         0, 9, 0, 6",
    "4 5,           0, 9, 0, 9",
    "0 1 2 8 9,     0, 9, 3, 7",
    "0 2,           0, 9, 1, 9",
    "-5 -4,         0, 9, 0, 9",
    "-1 0 1 2 3 4,  0, 9, 5, 9",
    "9 8 7 6 0 1 2, 0, 9, 3, 5",
  })
  void aSecondBackfillGoesOnBehindWhatIsSafe(
      String remembered, int first, int last, int leftFirst, int leftLast) throws IOException {
    safe().remember(hours(remembered));
    assertThat(safe().left(steps(first, last))).contains(steps(leftFirst, leftLast));
  }

  @Test
  void nothingIsLeftWhereAllIsSafe() throws IOException {
    safe().remember(hours("0 1 2"));
    safe().remember(hours("3 4"));
    assertThat(safe().left(steps(1, 4))).isEmpty();
    assertThat(safe().left(steps(1, 5))).contains(steps(5, 5));
    assertThat(safe().file()).hasContent("2026-01-02T00:00:00Z/2026-01-02T04:00:00Z\n");
  }

  @Test
  void whatIsForgottenIsFilledInAnew() throws IOException {
    safe().remember(hours("0 1 2"));
    safe().forget();
    assertThat(safe().left(steps(0, 2))).contains(steps(0, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "2026-01-02T00:00:00Z", "/", "2026-01-02T00:00:00Z/soon"})
  void aFileThatCannotBeReadMakesNothingSafe(String content) throws IOException {
    Files.createDirectories(safe().file().getParent());
    Files.writeString(safe().file(), content);
    assertThat(safe().left(steps(0, 2))).contains(steps(0, 2));
    safe().remember(hours("0"));
    assertThat(safe().left(steps(0, 2))).contains(steps(1, 2));
  }
}
