// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import java.io.ByteArrayInputStream;
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

/// Sends reads that the SDK has signed through the run's own client, so that its deadline, repeats,
/// limits and counts hold for AWS too.
record RunTransport(Http http) implements SdkHttpClient {
  /// Headers that the connection writes itself.
  private static final List<String> OF_THE_CONNECTION = List.of("host", "content-length", "expect");

  @Override
  public String clientName() {
    return "metta";
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answered(asked.httpRequest());
      }

      // Who waits for it is interrupted, and lets go by that.
      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answered(SdkHttpRequest signed) {
    if (signed.method() != SdkHttpMethod.GET) {
      throw new IllegalArgumentException("only reads are sent, no " + signed.method());
    }
    Request request = Request.get(signed.getUri());
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        request = request.header(header.getKey(), String.join(",", header.getValue()));
      }
    }
    Answer answer = http.send(request.repeated(Repeat.PERSISTENT));
    SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().values().forEach(head::putHeader);
    return HttpExecuteResponse.builder()
        .response(head.removeHeader("content-encoding").build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
        .build();
  }

  /// The run closes its client itself.
  @Override
  public void close() {}
}
