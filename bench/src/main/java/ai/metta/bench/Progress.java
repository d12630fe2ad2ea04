// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.util.Locale;

/// Says on stderr how far something is, every ten seconds at most. Safe for use by several threads.
final class Progress {
  private static final long NANOS = 10_000_000_000L;

  private final String what;
  private final int all;
  private final long began = System.nanoTime();
  private long said = began;
  private int done;

  /// @param all how many steps there are
  Progress(String what, int all) {
    this.what = what;
    this.all = all;
  }

  /// Another step is done.
  synchronized void done() {
    done++;
    long now = System.nanoTime();
    if (now - said >= NANOS || done == all) {
      said = now;
      System.err.printf(
          Locale.ROOT,
          "queries: %s: %d of %d after %.0f s%n",
          what,
          done,
          all,
          (now - began) / 1e9);
    }
  }
}
