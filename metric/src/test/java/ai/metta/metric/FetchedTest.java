// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FetchedTest {
  private static final Failure FIRST = new Failure.Malformed("first");
  private static final Failure SECOND = new Failure.Malformed("second");

  private static Fetched<String> both(Fetched<String> one, Fetched<Integer> other) {
    return Fetched.both(one, other, (text, number) -> text + number);
  }

  @Test
  void twoPartsAreKnownWhereEachIs() {
    assertThat(both(Fetched.known("a"), Fetched.known(1))).isEqualTo(Fetched.known("a1"));
  }

  @Test
  void aFailureOfEitherWinsAndTheFirstOfTwo() {
    assertThat(both(Fetched.known("a"), Fetched.failed(SECOND))).isEqualTo(Fetched.failed(SECOND));
    assertThat(both(Fetched.unsupported("no"), Fetched.failed(SECOND)))
        .isEqualTo(Fetched.failed(SECOND));
    assertThat(both(Fetched.failed(FIRST), Fetched.unsupported("no")))
        .isEqualTo(Fetched.failed(FIRST));
    assertThat(both(Fetched.failed(FIRST), Fetched.failed(SECOND)))
        .isEqualTo(Fetched.failed(FIRST));
  }

  @Test
  void whatOneCannotSayNeitherCanBoth() {
    assertThat(both(Fetched.known("a"), Fetched.unsupported("no")))
        .isEqualTo(Fetched.unsupported("no"));
    assertThat(both(Fetched.unsupported("no"), Fetched.known(1)))
        .isEqualTo(Fetched.unsupported("no"));
  }
}
