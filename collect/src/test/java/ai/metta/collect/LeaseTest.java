// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir private Path directory;

  @Test
  void oneRunOfACollectorHoldsItAtATime() {
    try (Lease held = Lease.take(directory, "skypilot").orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(Lease.take(directory, "skypilot")).isEmpty();
      Optional<Lease> other = Lease.take(directory, "github");
      assertThat(other).isPresent();
      other.orElseThrow().close();
    }
    Optional<Lease> next = Lease.take(directory, "skypilot");
    assertThat(next).isPresent();
    next.orElseThrow().close();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Lease.take(file, "skypilot"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(file.resolve("leases").resolve("skypilot.lock").toString());
  }
}
