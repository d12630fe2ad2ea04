// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import ai.metta.metric.Unit;
import java.util.Optional;
import java.util.Set;

/// Documents of job results, for whoever has one in hand; and what is so of every metric of them.
public final class JobResults {
  static final Source DOCUMENTS = new Source("job_results.sources", Optional.empty());

  /// What a document may be in size.
  public static final int MOST_BYTES = DocumentReader.MOST_BYTES;

  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private JobResults() {}

  /// What a document is about.
  public record Told(String runId, String suite, int jobs) {}

  /// Holds a document against the form that is known.
  ///
  /// @param name what it is called in messages
  /// @throws ai.metta.metric.FailureException as malformed, naming the field that is wrong
  public static Told check(String name, byte[] document) {
    Document read = DocumentReader.one(name, document);
    return new Told(read.runId(), read.suite(), read.jobs().size());
  }

  /// The same document in JSON as it is defined: null for a number that is none.
  public static byte[] strict(byte[] document) {
    String text = new String(document, UTF_8);
    StringBuilder strict = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = text.charAt(at) == '"' ? afterString(text, at) : afterWord(text, at);
      String part = text.substring(at, next);
      strict.append(NO_NUMBERS.contains(part) ? "null" : part);
      at = next;
    }
    return strict.toString().getBytes(UTF_8);
  }

  private static int afterString(String text, int quote) {
    int at = quote + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  /// What belongs together outside of strings: letters with a sign before them, or one character.
  private static int afterWord(String text, int start) {
    int at = start + 1;
    boolean begins = Character.isLetter(text.charAt(start)) || text.charAt(start) == '-';
    while (begins && at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static Metric jobs(String name, String says, String group, int order) {
    return documented(name, says, group, order).unit(Unit.JOB);
  }

  static Metric documented(String name, String says, String group, int order) {
    return Metric.gauge(name)
        .says(says)
        .history(History.DERIVABLE)
        .from(DOCUMENTS)
        .shownIn(group, order);
  }
}
