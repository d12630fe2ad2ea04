// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Fetched;
import java.util.concurrent.Future;

/// A part of a snapshot that is being fetched.
public final class Part<T> {
  private final String name;
  private final Future<Fetched<T>> future;
  private final Fetch fetch;

  Part(String name, Future<Fetched<T>> future, Fetch fetch) {
    this.name = name;
    this.future = future;
    this.fetch = fetch;
  }

  public String name() {
    return name;
  }

  /// Waits for it, no longer than the run may last. Never throws for what the service did.
  public Fetched<T> fetched() {
    return fetch.await(name, future);
  }
}
