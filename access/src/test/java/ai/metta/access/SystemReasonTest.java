// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SystemReasonTest {
  @TempDir private Path folder;

  private static String reason(ThrowingCallable refused) {
    return SystemReason.of(catchThrowableOfType(IOException.class, refused));
  }

  @Test
  void whatThisSystemRefusesIsSaidInWords() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(reason(() -> Files.readString(folder.resolve("absent"))))
        .isEqualTo("there is no such file or folder");
    assertThat(reason(() -> Files.createDirectories(file))).isEqualTo("a file is in the way");
    assertThat(reason(() -> Files.createDirectories(file.resolve("below"))))
        .isEqualTo("Not a directory");
    assertThat(reason(() -> Files.newDirectoryStream(file))).isEqualTo("not a folder");
    assertThat(reason(() -> Files.delete(folder))).isEqualTo("the folder is not empty");
    assertThat(reason(() -> Files.readString(folder))).isEqualTo("Is a directory");
    assertThat(reason(() -> new ProcessBuilder(List.of("/absent")).start()))
        .isEqualTo("there is no such file or folder");
    assertThat(reason(() -> new ProcessBuilder(List.of(file.toString())).start()))
        .isEqualTo("Permission denied");
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/x"), "permission denied"),
        Arguments.of(
            new FileSystemException("/x", null, "No space left on device"),
            "No space left on device"),
        Arguments.of(new FileSystemException("/x"), "for an unknown reason"),
        Arguments.of(new MalformedInputException(1), "not UTF-8 text"),
        Arguments.of(new ClosedByInterruptException(), "interrupted"),
        Arguments.of(new IOException("NFS server is away"), "NFS server is away"),
        Arguments.of(new IOException(), "for an unknown reason"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatOtherSystemsRefuseIsToo(IOException refused, String words) {
    assertThat(SystemReason.of(refused)).isEqualTo(words).doesNotContain("Exception", "/x");
  }
}
