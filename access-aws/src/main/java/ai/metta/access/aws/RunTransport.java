// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Sends questions that the SDK has signed through the run's own client, so that its deadline,
/// repeats, limits and counts hold for AWS too. The SDK itself is to repeat nothing: a signature is
/// good for minutes, and a request for as long as the run.
///
/// @param sending how one is sent
public record RunTransport(Sending sending) implements SdkHttpClient {
  /// Headers that the connection writes itself.
  private static final List<String> OF_THE_CONNECTION = List.of("host", "content-length", "expect");

  /// How a signed request becomes an answer.
  @FunctionalInterface
  public interface Sending {
    /// What came of it, whatever its status.
    ///
    /// @throws ai.metta.metric.FailureException typed by blame
    Answer send(Request request);
  }

  static RunTransport over(Http http) {
    return new RunTransport(http::send);
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
    Answer answer = sending.send(request(asked));
    SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().values().forEach(head::putHeader);
    return HttpExecuteResponse.builder()
        .response(head.removeHeader("content-encoding").build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
        .build();
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
