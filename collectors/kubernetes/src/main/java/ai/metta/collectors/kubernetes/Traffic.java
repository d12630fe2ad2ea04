// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.http.Head;
import ai.metta.access.http.Headers;
import ai.metta.access.http.Http;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Watches the library's requests: counts them with the run's, ends an answer that is too long to
/// be held, and notes what the library keeps to itself, which is what an answer says before its
/// body.
///
/// @param http counts them
/// @param answers the last of each path
record Traffic(Http http, Map<String, Head> answers) implements Interceptor {
  Traffic(Http http) {
    this(http, new HashMap<>());
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    http.alsoSent();
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> reader, HttpRequest request) {
    return new Capped(reader, request.uri().getPath());
  }

  /// Reads one answer as far as it may be held.
  private static final class Capped implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final AsyncBody.Consumer<List<ByteBuffer>> reader;
    private final String path;
    private long bytes;

    Capped(AsyncBody.Consumer<List<ByteBuffer>> reader, String path) {
      this.reader = reader;
      this.path = path;
    }

    @Override
    public void consume(List<ByteBuffer> some, AsyncBody answer) throws Exception {
      bytes += some.stream().mapToLong(ByteBuffer::remaining).sum();
      if (bytes > Request.MAXIMUM_BYTES) {
        throw new FailureException(
            new Failure.Malformed(
                "GET "
                    + path
                    + ": the answer is longer than the "
                    + Request.MAXIMUM_BYTES
                    + " bytes allowed; is the address right?"));
      }
      reader.consume(some, answer);
    }
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    Map<String, String> headers = new HashMap<>();
    response.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
    synchronized (answers) {
      answers.put(request.uri().getPath(), new Head(response.code(), new Headers(headers)));
    }
  }

  /// What the last answer under a path said before its body.
  Optional<Head> last(String path) {
    synchronized (answers) {
      return Optional.ofNullable(answers.get(path));
    }
  }
}
