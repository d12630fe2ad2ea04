// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// Reads what an answer of status 500 says: the failed request's envelope under `detail`, or a
/// plain text where the server itself fell over.
final class ServerError {
  private static final int EXCERPT = 4096;
  private static final Set<String> SAID = Set.of("type", "message");

  private ServerError() {}

  /// @param what what the answer is called in messages
  static RuntimeException read(String what, InputStream body) throws IOException {
    byte[] start = body.readNBytes(EXCERPT);
    Optional<WorkFailedException> failed =
        inside(what, new SequenceInputStream(new ByteArrayInputStream(start), body));
    return failed.isPresent()
        ? failed.get()
        : new FailureException(
            new Failure.Service(
                what
                    + ": status 500 ("
                    + shortened(new String(start, StandardCharsets.UTF_8))
                    + "); the log of the API server says more",
                Retry.MAY_HELP));
  }

  /// The exception that `detail.error` tells of: a document inside a string, which holds the
  /// exception as an object too, of any size.
  private static Optional<WorkFailedException> inside(String what, InputStream body)
      throws IOException {
    try (Reader answer = new InputStreamReader(body, StandardCharsets.UTF_8);
        Reader error = Envelope.text(what, answer, "detail", "error")) {
      Fields said =
          Rows.reading(what).characters(error, json -> Fields.of(what, json, SAID::contains));
      return said.text("type").isEmpty()
          ? Optional.empty()
          : Optional.of(
              new WorkFailedException(said.text("type"), shortened(said.text("message"))));
    } catch (FailureException plainText) {
      return Optional.empty();
    }
  }

  /// The start of an answer for people: without control characters, markup or line breaks, and
  /// short.
  static String excerpt(InputStream body) throws IOException {
    String text = new String(body.readNBytes(EXCERPT), StandardCharsets.UTF_8);
    return shortened(said(text).orElseGet(() -> text.replaceAll("^\"|\"$", "")));
  }

  private static Optional<String> said(String text) {
    try {
      Fields row =
          Rows.reading("answer")
              .characters(new StringReader(text), json -> Fields.of("answer", json, _ -> true));
      return Optional.of(row.text("detail").isEmpty() ? row.text("message") : row.text("detail"))
          .filter(words -> !words.isEmpty());
    } catch (FailureException notJson) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    String plain =
        text.replaceAll("\u001b\\[[0-9;]*m", "")
            .replaceAll("<[^>]*>", " ")
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
  }
}
