// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server in Kubernetes' own words.
final class KubernetesServerTest {
  private Instant now = Instant.parse("2026-03-18T14:25:00Z");
  private final KubernetesServer server =
      KubernetesServer.start(KubernetesOptions.of(3, Fleet.of(3, 300), () -> now));

  @AfterEach
  void stop() {
    server.close();
  }

  private record Got(int status, Object body) {
    Object at(String... path) {
      Object found = body;
      for (String key : path) {
        found = ((Map<?, ?>) found).get(key);
      }
      return found;
    }
  }

  private Got get(String path, String token) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.endpoint().resolve(path).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] bytes = body.readAllBytes();
      boolean json = connection.getContentType().startsWith("application/json");
      return new Got(
          status, json ? JsonTree.read(bytes) : new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private Got get(String path) throws IOException {
    return get(path, "sandbox-kubernetes-token");
  }

  private List<Object> pages(String path) throws IOException {
    List<Object> items = new ArrayList<>();
    Optional<Object> token = Optional.of("");
    while (token.isPresent()) {
      Got page = get(path + "&continue=" + token.get());
      items.addAll((List<?>) page.at("items"));
      token = Optional.ofNullable(page.at("metadata", "continue"));
      now = now.plusSeconds(20);
    }
    return items;
  }

  /// The clock goes on between them.
  @Test
  void pagesAreOfOneInstantAndMakeTheWhole() throws IOException {
    Object whole = get("/api/v1/pods").at("items");
    assertThat(pages("/api/v1/pods?limit=100")).isEqualTo(whole);
    assertThat((List<?>) whole).hasSizeGreaterThan(200);
  }

  @Test
  void aTokenExpires() throws IOException {
    Object token = get("/api/v1/pods?limit=10").at("metadata", "continue");
    now = now.plusSeconds(301);
    Got late = get("/api/v1/pods?limit=10&continue=" + token);
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.at("reason")).isEqualTo("Expired");
    assertThat(get("/api/v1/pods?limit=10&continue=bogus").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/secrets,                          403",
    "/api/v1/nodes,                            403",
    "/apis/metrics.k8s.io/v1beta1/podmetrics,  403",
    "/nowhere,                                 404",
    "/api/v1/pods?limit=many,                  400",
    "/apis/batch/v1/jobs?labelSelector=a%3E1,  400",
  })
  void whatIsNotGrantedOrNotThereIsRefused(String path, int status) throws IOException {
    assertThat(get(path).status()).isEqualTo(status);
  }

  @Test
  void whoComesWithoutTheTokenIsNotLetIn() throws IOException {
    Got refused = get("/api/v1/pods", "other");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.at("kind")).isEqualTo("Status");
    assertThat(refused.at("reason")).isEqualTo("Unauthorized");
  }

  @Test
  void jobsAreSelectedByTheirMarks() throws IOException {
    List<?> all = (List<?>) get("/apis/batch/v1/jobs").at("items");
    List<?> own = (List<?>) get("/apis/batch/v1/jobs?labelSelector=collector").at("items");
    List<?> github =
        (List<?>) get("/apis/batch/v1/jobs?labelSelector=collector%3Dgithub").at("items");
    assertThat(own).hasSize(all.size() - 1);
    assertThat(github).hasSizeBetween(4, 5);
  }
}
