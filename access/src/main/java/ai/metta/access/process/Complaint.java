// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// What is said of a program that failed, with its own last word, and without the secrets that it
/// was given.
final class Complaint {
  private static final int MOST_BYTES = 8192;
  private static final int MOST_CHARACTERS = 500;
  private static final int SECRET_CHARACTERS = 8;
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(TOKEN|KEY|KEY_ID|SECRET|PASSWORD)");

  /// Colours and other marks for terminals.
  private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");

  private final String name;
  private final Redactor redactor = new Redactor();
  private FutureTask<String> words = new FutureTask<>(() -> "");

  private Complaint(String name) {
    this.name = name;
  }

  static Complaint of(List<String> command, Map<String, String> environment) {
    Complaint complaint =
        new Complaint(
            Path.of(command.getFirst()).getFileName()
                + " "
                + String.join(" ", command.subList(1, command.size())));
    environment.forEach((variable, value) -> {
      if (SECRET_NAME.matcher(variable).matches() && value.length() >= SECRET_CHARACTERS) {
        complaint.redactor.learn(Secret.of(value));
      }
    });
    return complaint;
  }

  /// Reads the stream to its end, lest the program waits for a reader.
  void listenTo(InputStream errors) {
    words = new FutureTask<>(() -> end(errors));
    Thread.ofVirtual().start(words);
  }

  /// `: ` and the last line that is not blank; empty where it said nothing.
  String lastLine() throws InterruptedException {
    try {
      return words
          .get(1, TimeUnit.SECONDS)
          .lines()
          .map(line -> TERMINAL.matcher(line).replaceAll("").strip())
          .filter(line -> !line.isEmpty())
          .reduce((_, last) -> last)
          .map(line -> ": " + line)
          .orElse("");
    } catch (TimeoutException | ExecutionException heldOpen) {
      // A process of the program's own still holds the stream; the code is known all the same.
      return "";
    }
  }

  FailureException failure(String problem) {
    String clean = redactor.redact(name.strip() + ": " + problem);
    String brief =
        clean.length() <= MOST_CHARACTERS ? clean : clean.substring(0, MOST_CHARACTERS) + "…";
    return new FailureException(new Failure.Service(brief, Retry.MAY_HELP));
  }

  private static String end(InputStream stream) throws IOException {
    byte[] end = new byte[0];
    byte[] more = stream.readNBytes(MOST_BYTES);
    while (more.length > 0) {
      byte[] both = Arrays.copyOf(end, end.length + more.length);
      System.arraycopy(more, 0, both, end.length, more.length);
      int surplus = Math.max(0, both.length - MOST_BYTES);
      end = Arrays.copyOfRange(both, surplus, both.length);
      more = stream.readNBytes(MOST_BYTES);
    }
    return new String(end, UTF_8);
  }
}
