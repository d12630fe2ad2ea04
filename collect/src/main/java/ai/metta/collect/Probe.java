// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.secret.SecretKey;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.function.Function;

/// One question put to a service, and what came of it.
///
/// @param question what was asked: `reachable`, `token accepted`
/// @param proves the secrets that were shown, where a good answer says that they were taken
public record Probe(String question, Finding finding, List<SecretKey> proves) {
  public Probe {
    proves = List.copyOf(proves);
  }

  private Probe(String question, Finding finding) {
    this(question, finding, List.of());
  }

  /// The same, of secrets that were shown with the question.
  public Probe proving(List<SecretKey> shown) {
    return new Probe(question, finding, shown);
  }

  /// The same, of what is named so.
  public Probe of(String subject) {
    return new Probe(subject + ": " + question, finding, proves);
  }

  /// How a question was answered.
  public sealed interface Finding {
    /// What was seen, or what to do.
    String detail();
  }

  public record Good(String detail) implements Finding {}

  public record Doubtful(String detail) implements Finding {}

  /// Not asked, since something else is missing that nobody has to have.
  public record Skipped(String detail) implements Finding {}

  public record Failed(Failure cause) implements Finding {
    @Override
    public String detail() {
      return cause.message();
    }
  }

  public static Probe good(String question, String detail) {
    return new Probe(question, new Good(detail));
  }

  public static Probe doubtful(String question, String detail) {
    return new Probe(question, new Doubtful(detail));
  }

  public static Probe skipped(String question, String detail) {
    return new Probe(question, new Skipped(detail));
  }

  public static Probe failed(String question, Failure cause) {
    return new Probe(question, new Failed(cause));
  }

  /// What a part's fetch says to a question.
  ///
  /// @param detail of what is known
  public static <T> Probe of(String question, Fetched<T> answer, Function<T, String> detail) {
    return of(question, answer.then(known -> Fetched.known(detail.apply(known))));
  }

  /// What a part's fetch says to a question; that a service cannot say is a doubt.
  public static Probe of(String question, Fetched<String> answer) {
    return switch (answer) {
      case Fetched.Known<String>(String detail) -> good(question, detail);
      case Fetched.Unsupported<String>(String reason) -> doubtful(question, reason);
      case Fetched.Failed<String>(Failure cause) -> failed(question, cause);
    };
  }
}
