// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs programs that end: by themselves, or by their deadline together with all they started.
public final class ChildProcess {
  private static final int MOST_ERROR_BYTES = 64 * 1024;
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Redactor redactor;

  public ChildProcess(Redactor redactor) {
    this.redactor = redactor;
  }

  /// The program on the PATH of this environment; empty where there is none that may be run.
  public static Optional<Path> onPath(String program, Map<String, String> environment) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(Files::isExecutable);
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// Runs the command with an empty stdin. Any exit code is an end like another.
  ///
  /// @throws FailureException of configuration where there is no such program, of the service where
  ///   it did not end in time or this thread was interrupted
  public <T> Ended<T> run(Command command, Duration limit, OutputReader<T> reader) {
    Process process = start(command);
    ProcessTree tree = new ProcessTree(process.toHandle());
    long end = System.nanoTime() + limit.toNanos();
    FutureTask<String> errors = onItsOwn(() -> beginning(process.getErrorStream()));
    FutureTask<T> output = onItsOwn(() -> read(process, reader));
    boolean ended = false;
    try {
      T read = await(output, tree, end);
      String said = await(errors, tree, end);
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      ended = true;
      return new Ended<>(process.exitValue(), read, redactor.redact(said));
    } catch (TimeoutException e) {
      throw service(command, "not ended after " + limit.toMillis() + " ms; it was killed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw service(command, "interrupted: deadline; it was killed");
    } catch (ExecutionException e) {
      throw unreadable(command, e);
    } finally {
      if (!ended) {
        tree.kill();
      }
    }
  }

  private static Process start(Command command) {
    String program = command.words().getFirst();
    Path file =
        onPath(program, command.environment())
            .orElseThrow(() -> configuration(program + ": not found; install it or mend PATH"));
    List<String> words = new ArrayList<>(command.words());
    words.set(0, file.toString());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    command.directory().map(Path::toFile).ifPresent(builder::directory);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw configuration(
          program + ": cannot be started; may this user run it, and is the directory there?");
    }
  }

  private static <T> T read(Process process, OutputReader<T> reader) throws IOException {
    // Closing tells a program that goes on writing that nobody listens any more.
    try (InputStream output = process.getInputStream()) {
      return reader.read(output);
    }
  }

  private static String beginning(InputStream errors) throws IOException {
    try (errors) {
      String beginning = new String(errors.readNBytes(MOST_ERROR_BYTES), UTF_8);
      // Read on, or the program would wait for room in the pipe.
      errors.transferTo(OutputStream.nullOutputStream());
      return beginning;
    }
  }

  private static <T> FutureTask<T> onItsOwn(Callable<T> work) {
    var task = new FutureTask<T>(work);
    Thread.ofVirtual().name("child").start(task);
    return task;
  }

  private static <T> T await(FutureTask<T> task, ProcessTree tree, long end)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long left = end - System.nanoTime();
      try {
        return task.get(Math.clamp(left, 0, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left <= LOOK_EVERY.toNanos()) {
          throw e;
        }
        tree.look();
      }
    }
  }

  private RuntimeException unreadable(Command command, ExecutionException e) {
    return switch (Objects.requireNonNull(e.getCause())) {
      case FailureException failure -> new FailureException(redactor.redact(failure.failure()));
      case RuntimeException unforeseen -> unforeseen;
      case Error error -> throw error;
      case Throwable cause ->
          new FailureException(
              new Failure.Malformed(
                  redactor.redact(command + ": its output cannot be read: " + cause.getMessage())));
    };
  }

  private FailureException service(Command command, String what) {
    return new FailureException(
        new Failure.Service(redactor.redact(command + ": " + what), Retry.MAY_HELP));
  }

  private static FailureException configuration(String what) {
    return new FailureException(new Failure.Configuration(what));
  }
}
