// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.invocation.Exit.Asked;
import ai.metta.cli.invocation.Exit.Strictness;
import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the collectors' ends together come to.
final class ExitTest {
  private static final Outcome VALUE = new Outcome.Value(List.of(new Sample(Tags.none(), 1)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ok                              | BY_NAME | USUAL  | OK",
        "ok ok                           | ALL     | USUAL  | OK",
        "absent                          | BY_NAME | USUAL  | OK",
        "absent                          | BY_NAME | STRICT | PARTIAL",
        "unsupported ok                  | ALL     | STRICT | PARTIAL",
        "partial                         | BY_NAME | USUAL  | PARTIAL",
        "ok partial                      | ALL     | USUAL  | PARTIAL",
        "ok failed:service               | ALL     | USUAL  | PARTIAL",
        "failed:service                  | BY_NAME | USUAL  | FAILED",
        "failed:bug failed:service       | ALL     | USUAL  | FAILED",
        "failed:credentials              | BY_NAME | USUAL  | CREDENTIALS",
        "failed:credentials failed:quota | ALL     | USUAL  | FAILED",
        "failed:quota failed:quota       | ALL     | USUAL  | QUOTA",
        "failed:setting                  | BY_NAME | USUAL  | FAILED",
        "failed:malformed                | BY_NAME | USUAL  | FAILED",
        "missing:setting                 | BY_NAME | USUAL  | CONFIGURATION",
        "missing:credentials             | BY_NAME | USUAL  | CREDENTIALS",
        "ok missing:setting              | BY_NAME | USUAL  | CONFIGURATION",
        "ok missing:setting              | ALL     | USUAL  | OK",
        "partial missing:credentials     | ALL     | USUAL  | PARTIAL",
        "missing:setting missing:setting | ALL     | USUAL  | CONFIGURATION",
        "failed:quota missing:setting    | ALL     | USUAL  | QUOTA",
      })
  void aRunEndsWithTheCodeOfItsBlame(
      String ends, Asked asked, Strictness strictness, Exit expected) {
    List<Result> results = Stream.of(ends.strip().split(" +")).map(ExitTest::result).toList();
    assertThat(Exit.of(new Run("test", Instant.EPOCH, results), Set.of(), asked, strictness))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ok, ok, OK",
    "failed:credentials, ok, CREDENTIALS",
    "missing:setting, ok, CONFIGURATION",
    "partial, ok, PARTIAL",
    "ok, partial, PARTIAL",
    "ok, failed:service, PARTIAL",
  })
  void whatSumsUpOthersMakesNoRunBetter(String source, String summary, Exit expected) {
    Result last = result(summary);
    Result named =
        new Result(
            "summary",
            last.status(),
            last.reason(),
            last.duration(),
            last.outcomes(),
            0,
            List.of(),
            List.of(),
            List.of(),
            true);
    Run run = new Run("test", Instant.EPOCH, List.of(result(source), named));
    assertThat(Exit.of(run, Set.of("summary"), Asked.ALL, Strictness.USUAL)).isEqualTo(expected);
  }

  private static Result result(String end) {
    String[] words = end.split(":", -1);
    Optional<Failure> reason =
        words.length == 1 ? Optional.empty() : Optional.of(failure(words[1]));
    Failure some = new Failure.Malformed("a part");
    return switch (words[0]) {
      case "ok" -> result(Status.OK, reason, VALUE);
      case "absent" -> result(Status.OK, reason, new Outcome.Absent("none there"));
      case "unsupported" -> result(Status.OK, reason, new Outcome.Unsupported("cannot say"));
      case "partial" -> result(Status.PARTIAL, reason, VALUE, new Outcome.Failed(some));
      case "failed" -> result(Status.FAILED, reason, new Outcome.Failed(reason.orElseThrow()));
      case "missing" -> result(Status.NOT_CONFIGURED, reason);
      default -> throw new IllegalArgumentException(end);
    };
  }

  private static Result result(Status status, Optional<Failure> reason, Outcome... outcomes) {
    List<MetricOutcome> all =
        Stream.of(outcomes).map(one -> new MetricOutcome("a.metric", Tags.none(), one)).toList();
    return new Result(
        "a", status, reason, Duration.ZERO, all, 0, List.of(), List.of(), List.of(), true);
  }

  private static Failure failure(String blame) {
    return switch (blame) {
      case "service" -> new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
      case "bug" -> new Failure.Bug("ours");
      case "credentials" -> new Failure.Credentials("refused");
      case "quota" -> new Failure.RateLimit("used up", Optional.empty());
      case "setting" -> new Failure.Configuration("not set");
      case "malformed" -> new Failure.Malformed("not JSON");
      default -> throw new IllegalArgumentException(blame);
    };
  }
}
