// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import ai.metta.access.configuration.Durations;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program that is run for its output.
public final class ChildProcess {
  private static final int MOST_OF_ITS_COMPLAINT = 8192;

  private ChildProcess() {}

  /// Makes something of a program's output while it arrives.
  public interface OutputReader<T> {
    T read(InputStream output) throws IOException;
  }

  /// The program's file, where the PATH of an environment has one that can be run.
  public static Optional<Path> onPath(String program, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// Runs a program to its end.
  ///
  /// @throws FailureException where it cannot be started, does not end in time, ends with a code
  ///   other than 0, or the reader throws one; none of its processes is left behind
  public static <T> T run(
      List<String> command,
      Map<String, String> environment,
      Duration timeout,
      OutputReader<T> reader) {
    Process process = start(command, environment);
    FutureTask<String> complaint = new FutureTask<>(() -> text(process.getErrorStream()));
    FutureTask<T> result = new FutureTask<>(() -> reader.read(process.getInputStream()));
    Thread.ofVirtual().start(complaint);
    Thread.ofVirtual().start(result);
    try {
      T value = result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      requireSuccess(command, process, complaint);
      return value;
    } catch (TimeoutException late) {
      throw failure(command, "did not end within " + Durations.print(timeout));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw failure(command, "interrupted");
    } catch (ExecutionException unread) {
      Throwable cause = unread.getCause();
      throw unread(command, process, complaint, cause == null ? unread : cause);
    } finally {
      end(process);
    }
  }

  private static Process start(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      return builder.start();
    } catch (IOException refused) {
      throw failure(command, "cannot be started: " + refused.getMessage());
    }
  }

  private static void requireSuccess(
      List<String> command, Process process, FutureTask<String> complaint)
      throws InterruptedException, TimeoutException, ExecutionException {
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      throw new TimeoutException();
    }
    if (process.exitValue() != 0) {
      throw failure(command, "ended with code " + process.exitValue() + said(complaint));
    }
  }

  /// Output that cannot be read is most often a program that failed: its own word comes first.
  private static RuntimeException unread(
      List<String> command, Process process, FutureTask<String> complaint, Throwable cause) {
    try {
      requireSuccess(command, process, complaint);
    } catch (FailureException failed) {
      return failed;
    } catch (TimeoutException | ExecutionException stillRunning) {
      // Then its output is all there is to go by.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return switch (cause) {
      case FailureException typed -> typed;
      case RuntimeException mistake -> mistake;
      default -> failure(command, "its output cannot be read: " + cause);
    };
  }

  private static String said(FutureTask<String> complaint)
      throws InterruptedException, ExecutionException {
    try {
      List<String> lines =
          complaint.get(1, TimeUnit.SECONDS).lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "" : ": " + lines.getLast().strip();
    } catch (TimeoutException heldOpen) {
      // A process of the program's own still holds the stream; the code is known all the same.
      return "";
    }
  }

  /// The end of the stream, which is read to its end lest the program waits for a reader.
  private static String text(InputStream stream) throws IOException {
    byte[] end = new byte[0];
    byte[] more = stream.readNBytes(MOST_OF_ITS_COMPLAINT);
    while (more.length > 0) {
      byte[] both = Arrays.copyOf(end, end.length + more.length);
      System.arraycopy(more, 0, both, end.length, more.length);
      int surplus = Math.max(0, both.length - MOST_OF_ITS_COMPLAINT);
      end = Arrays.copyOfRange(both, surplus, both.length);
      more = stream.readNBytes(MOST_OF_ITS_COMPLAINT);
    }
    return new String(end, StandardCharsets.UTF_8);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static FailureException failure(List<String> command, String problem) {
    String name =
        Path.of(command.getFirst()).getFileName()
            + " "
            + String.join(" ", command.subList(1, command.size()));
    return new FailureException(new Failure.Service(name.strip() + ": " + problem, Retry.MAY_HELP));
  }
}
