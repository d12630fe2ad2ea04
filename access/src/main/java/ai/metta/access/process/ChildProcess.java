// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import ai.metta.access.SystemReason;
import ai.metta.access.configuration.Durations;
import ai.metta.metric.FailureException;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  /// How long what a program has started may hold its output open after the program's end.
  private static final Duration LINGERING = Duration.ofSeconds(1);

  private final Process process;
  private final Descendants descendants;
  private final Complaint complaint;
  private final long endNanos;

  private ChildProcess(
      Process process, Descendants descendants, Complaint complaint, Duration timeout) {
    this.process = process;
    this.descendants = descendants;
    this.complaint = complaint;
    this.endNanos = System.nanoTime() + timeout.toNanos();
  }

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

  /// Runs a program to its end. It finds nothing on its input, and the given environment with one
  /// variable more, by which what it starts is known. A reader may stop early: the program does not
  /// notice.
  ///
  /// @throws FailureException where it cannot be started, does not end in time, ends with a code
  ///   other than 0, or the reader throws one; none of its processes is left behind, and no message
  ///   holds what the environment calls a key, token, secret or password
  public static <T> T run(
      List<String> command,
      Map<String, String> environment,
      Duration timeout,
      OutputReader<T> reader) {
    Complaint complaint = Complaint.of(command, environment);
    Descendants descendants = Descendants.toBe();
    try {
      Process process = start(command, environment, descendants);
      return new ChildProcess(process, descendants, complaint, timeout).output(timeout, reader);
    } catch (IOException refused) {
      throw complaint.failure("cannot be started: " + SystemReason.of(refused));
    }
  }

  private static Process start(
      List<String> command, Map<String, String> environment, Descendants descendants)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    descendants.mark(builder.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return builder.start();
  }

  private <T> T output(Duration timeout, OutputReader<T> reader) {
    FutureTask<T> result = new FutureTask<>(() -> reader.read(unclosed()));
    complaint.listenTo(process.getErrorStream());
    Thread.ofVirtual()
        .start(() -> {
          result.run();
          discardRest();
        });
    boolean succeeded = false;
    try {
      Thread.ofVirtual().start(() -> endWhatHoldsTheOutput(result));
      T value = result.get(leftNanos(), TimeUnit.NANOSECONDS);
      requireSuccess(leftNanos());
      succeeded = true;
      return value;
    } catch (TimeoutException late) {
      throw complaint.failure("did not end within " + Durations.print(timeout));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw complaint.failure("interrupted");
    } catch (ExecutionException unread) {
      Throwable cause = unread.getCause();
      throw unread(cause == null ? unread : cause);
    } finally {
      if (!succeeded) {
        descendants.end(process);
      }
    }
  }

  /// Whoever closes it is done with it; a program whose output is closed fails at the next word it
  /// writes, and is then no witness of what went wrong.
  private InputStream unclosed() {
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public void close() {}
    };
  }

  private void discardRest() {
    try (InputStream rest = process.getInputStream()) {
      rest.transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // It was not wanted.
    }
  }

  private long leftNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }

  /// The output of a program that has ended is whole, whoever else could still write to it. What a
  /// program leaves running on purpose does not hold on to it, and is left alone.
  private void endWhatHoldsTheOutput(FutureTask<?> result) {
    try {
      process.waitFor();
      Object _ = result.get(LINGERING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException heldOpen) {
      descendants.end(process);
    } catch (ExecutionException read) {
      // Whoever waits for the result is told.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireSuccess(long nanos) throws InterruptedException, TimeoutException {
    if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    if (process.exitValue() != 0) {
      throw complaint.failure("ended with code " + process.exitValue() + complaint.lastLine());
    }
  }

  /// Output that cannot be read is most often that of a program that failed by itself: its own word
  /// comes first.
  private RuntimeException unread(Throwable cause) {
    try {
      requireSuccess(Math.min(leftNanos(), LINGERING.toNanos()));
    } catch (FailureException failed) {
      return failed;
    } catch (TimeoutException stillRunning) {
      // Then its output is all there is to go by.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return switch (cause) {
      case FailureException typed -> typed;
      case RuntimeException mistake -> mistake;
      case IOException why ->
          complaint.failure("its output cannot be read: " + SystemReason.of(why));
      default -> complaint.failure("its output cannot be read: " + cause);
    };
  }
}
