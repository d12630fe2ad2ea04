// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Sends what the SDK has signed through the run's own client, so that its deadline, repeats,
/// limits and counts hold for AWS too. The SDK itself repeats nothing: a signature is good for
/// minutes, and a request for as long as the run.
record AwsTransport(Http http) implements SdkHttpClient {
  private static final int REQUESTS_AT_ONCE = 8;

  /// Limits that are refused with 400, where another service says 429 or 503.
  private static final Pattern LIMIT =
      Pattern.compile("Throttling|RequestLimitExceeded|TooManyRequests|LimitExceededException");

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  /// Headers that the connection writes itself.
  private static final List<String> OF_THE_CONNECTION = List.of("host", "content-length", "expect");

  static AwsTransport over(Http http) {
    return new AwsTransport(http.atOnce(REQUESTS_AT_ONCE));
  }

  @Override
  public String clientName() {
    return "metta";
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answered(asked);
      }

      // Who waits for it is interrupted, and lets go by that.
      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answered(HttpExecuteRequest asked) throws IOException {
    Request request = request(asked);
    Answer answer = http.send(request);
    for (int tried = 1; isLimit(answer) && http.awaitNextTry(request, tried); tried++) {
      answer = http.send(request);
    }
    require(request, answer);
    SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().values().forEach(head::putHeader);
    return HttpExecuteResponse.builder()
        .response(head.removeHeader("content-encoding").build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
        .build();
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

  private static Request request(HttpExecuteRequest asked) throws IOException {
    SdkHttpRequest signed = asked.httpRequest();
    Request request =
        signed.method() == SdkHttpMethod.GET
            ? Request.get(signed.getUri())
            : Request.post(
                signed.getUri(),
                signed.firstMatchingHeader("Content-Type").orElse("application/octet-stream"),
                body(asked));
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        request = request.header(header.getKey(), String.join(",", header.getValue()));
      }
    }
    return request.repeated(Repeat.PERSISTENT);
  }

  private static byte[] body(HttpExecuteRequest asked) throws IOException {
    if (asked.contentStreamProvider().isEmpty()) {
      return new byte[0];
    }
    try (InputStream body = asked.contentStreamProvider().get().newStream()) {
      return body.readAllBytes();
    }
  }

  /// The run closes its client itself.
  @Override
  public void close() {}
}
