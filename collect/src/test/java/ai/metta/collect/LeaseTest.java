// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  void anotherProcessIsRefusedUntilItIsGivenBack() throws Exception {
    try (Lease held = Lease.take(directory, "skypilot").orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(Lease.take(directory, "skypilot")).isEmpty();
      assertThat(inAnotherProcess()).isEqualTo("refused");
    }
    assertThat(inAnotherProcess()).isEqualTo("taken");
  }

  @Test
  void itEndsWithTheProcessThatHeldIt() throws Exception {
    Process holder = process();
    assertThat(firstLine(holder)).isEqualTo("taken");
    assertThat(Lease.take(directory, "skypilot")).isEmpty();

    holder.destroyForcibly().waitFor();

    Optional<Lease> next = Lease.take(directory, "skypilot");
    assertThat(next).isPresent();
    next.orElseThrow().close();
  }

  @Test
  void givingItBackTwiceTakesItFromNobody() {
    Lease first = Lease.take(directory, "skypilot").orElseThrow();
    first.close();
    try (Lease second = Lease.take(directory, "skypilot").orElseThrow()) {
      first.close();
      assertThat(second).isNotNull();
      assertThat(Lease.take(directory, "skypilot")).isEmpty();
    }
  }

  private String inAnotherProcess() throws IOException, InterruptedException {
    Process process = process();
    String said = firstLine(process);
    process.getOutputStream().close();
    process.waitFor();
    return said;
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    return process.inputReader(StandardCharsets.UTF_8).readLine();
  }

  /// Tries to take the lease, says what came of it, and keeps it until its input ends.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      Optional<Lease> lease = Lease.take(Path.of(arguments[0]), "skypilot");
      System.out.println(lease.isPresent() ? "taken" : "refused");
      System.in.read();
      lease.ifPresent(Lease::close);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Lease.take(file, "skypilot"))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "the lease "
                + file.resolve("leases").resolve("skypilot.lock")
                + " cannot be taken: Not a directory");
  }
}
