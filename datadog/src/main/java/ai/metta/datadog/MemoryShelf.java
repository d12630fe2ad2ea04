// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Payloads that wait in memory, and are lost with the process.
final class MemoryShelf implements Shelf {
  private final Map<PayloadName, byte[]> held = new ConcurrentHashMap<>();

  void put(Payload payload) {
    held.put(PayloadName.of(payload), payload.bytes());
  }

  @Override
  public List<PayloadName> waiting() {
    return List.copyOf(held.keySet());
  }

  @Override
  public Optional<Claim> claim(PayloadName name) {
    return Optional.ofNullable(held.get(name)).map(Held::new);
  }

  @Override
  public List<PayloadName> replace(PayloadName whole, List<Payload> parts) {
    parts.forEach(this::put);
    held.remove(whole);
    return parts.stream().map(PayloadName::of).toList();
  }

  @Override
  public boolean remove(PayloadName name) {
    return held.remove(name) != null;
  }

  @Override
  public void reject(PayloadName name, Rejected why) {
    held.remove(name);
  }

  @Override
  public long quarantine(PayloadName name) {
    throw new IllegalStateException("a payload was damaged in memory: " + name.fileName());
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Held(byte[] read) implements Claim {
    @Override
    public void close() {
      // Only one delivery knows this shelf.
    }
  }
}
