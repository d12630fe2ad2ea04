// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.bucket.Buckets;
import ai.metta.access.http.Http;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Buckets that lie in memory, each test's under a name of its own.
public final class MemoryBuckets implements Buckets {
  private static final Map<String, Map<String, Kept>> ALL = new ConcurrentHashMap<>();

  private record Kept(String text, Instant modified) {}

  static void put(String bucket, String key, Instant modified, String text) {
    ALL.computeIfAbsent(bucket, _ -> new ConcurrentSkipListMap<>())
        .put(key, new Kept(text, modified));
  }

  @Override
  public Bucket open(String name, Http http, Map<String, String> environment) {
    return new InMemory(name);
  }

  private record InMemory(String name) implements Bucket {
    private Map<String, Kept> kept() {
      return Optional.ofNullable(ALL.get(name))
          .orElseThrow(
              () -> new FailureException(new Failure.Configuration("no bucket is called " + name)));
    }

    @Override
    public List<Item> list(String prefix) {
      return kept().entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(prefix))
          .map(entry ->
              new Item(
                  entry.getKey(), entry.getValue().modified(), entry.getValue().text().length()))
          .toList();
    }

    @Override
    public byte[] read(String key, long most) {
      return Optional.ofNullable(kept().get(key))
          .orElseThrow()
          .text()
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
  }
}
