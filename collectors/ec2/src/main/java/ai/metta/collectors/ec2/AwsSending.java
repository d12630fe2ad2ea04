// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.aws.RunTransport;
import ai.metta.access.http.Answer;
import ai.metta.access.http.Http;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How AWS's questions are sent: as others, but that its limits are told by words, and that what is
/// no answer of its own is refused.
record AwsSending(Http http) implements RunTransport.Sending {
  private static final int REQUESTS_AT_ONCE = 8;

  /// Limits that are refused with 400, where another service says 429 or 503.
  private static final Pattern LIMIT =
      Pattern.compile("Throttling|RequestLimitExceeded|TooManyRequests|LimitExceededException");

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  static RunTransport transport(Http http) {
    return new RunTransport(new AwsSending(http.atOnce(REQUESTS_AT_ONCE)));
  }

  @Override
  public Answer send(Request request) {
    Answer answer = http.send(request);
    for (int tried = 1; isLimit(answer) && http.awaitNextTry(request, tried); tried++) {
      answer = http.send(request);
    }
    require(request, answer);
    return answer;
  }

  private static boolean isLimit(Answer answer) {
    return answer.status() == 400 && LIMIT.matcher(answer.text()).find();
  }

  /// The SDK reads whatever is no answer to its question as one that lists nothing.
  ///
  /// @throws FailureException as malformed where it is none
  private static void require(Request request, Answer answer) {
    if (answer.status() / 100 != 2) {
      return;
    }
    String asked = request.body().map(body -> new String(body.bytes(), UTF_8)).orElse("");
    Matcher action = ACTION.matcher(asked);
    boolean answers =
        action.find()
            ? answer.text().contains("<" + action.group(1) + "Response")
            : answer.text().stripLeading().startsWith("{");
    if (!answers) {
      throw new FailureException(
          new Failure.Malformed(
              request.identity()
                  + ": what came is no answer of AWS's; is ec2.endpoint, or a proxy, in between?"));
    }
  }
}
