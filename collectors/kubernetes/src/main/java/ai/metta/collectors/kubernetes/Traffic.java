// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.http.Http;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Watches the library's requests: counts them with the run's, and notes what the library keeps to
/// itself, which is how long a server asks to be left alone.
///
/// @param http counts them
/// @param patience by path, in seconds
record Traffic(Http http, Map<String, Long> patience) implements Interceptor {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  Traffic(Http http) {
    this(http, new HashMap<>());
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    http.alsoSent();
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    Optional<Long> seconds =
        Optional.ofNullable(response.header("Retry-After"))
            .map(String::strip)
            .filter(text -> SECONDS.matcher(text).matches())
            .map(Long::parseLong);
    synchronized (patience) {
      seconds.ifPresentOrElse(
          asked -> patience.put(request.uri().getPath(), asked),
          () -> patience.remove(request.uri().getPath()));
    }
  }

  /// How long the last answer under a path asked to wait.
  Optional<Duration> wait(String path) {
    synchronized (patience) {
      return Optional.ofNullable(patience.get(path)).map(Duration::ofSeconds);
    }
  }
}
