// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The log that lies beside the engine's file: what was written since the last checkpoint. The
/// engine holds each entry against its checksum, but passes without a word over whatever comes
/// behind a length that reaches beyond the end, and over all where it does not know the beginning.
///
/// Source: the engine's log as it writes it: a head of three fields, then entries, each with its
/// length and its checksum of eight bytes before it.
final class EngineLog {
  private static final int BEFORE_ENTRY = 2 * Long.BYTES;

  private final byte[] log;
  private int at;

  private EngineLog(byte[] log) {
    this.log = log;
  }

  /// How many bytes at its end the engine passes over; 0 where there is no log.
  static int passedOver(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    EngineLog log = new EngineLog(Files.readAllBytes(file));
    return log.log.length - log.readable();
  }

  private int readable() {
    if (log.length == 0 || !hasHead()) {
      return 0;
    }
    ByteBuffer entries = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
    while (log.length - at >= BEFORE_ENTRY) {
      long length = entries.getLong(at);
      if (length <= 0 || length > log.length - at - BEFORE_ENTRY) {
        return at;
      }
      at += BEFORE_ENTRY + (int) length;
    }
    return at;
  }

  /// The kind of entry, the version, which file it belongs to, and how often that was saved.
  private boolean hasHead() {
    return isField(100)
        && number() == 98
        && isField(101)
        && number() > 0
        && isField(102)
        && areSkipped(number())
        && isField(103)
        && number() >= 0
        && isField(0xFFFF);
  }

  private boolean isField(int id) {
    boolean is =
        at + 1 < log.length && (log[at] & 0xFF) == (id & 0xFF) && (log[at + 1] & 0xFF) == id >>> 8;
    at += 2;
    return is;
  }

  private boolean areSkipped(long numbers) {
    for (long i = 0; i < numbers && at < log.length; i++) {
      long _ = number();
    }
    return at < log.length;
  }

  /// Seven bits a byte, the low ones first; -1 where the log ends inside it.
  private long number() {
    long number = 0;
    for (int shift = 0; at < log.length && shift < Long.SIZE; shift += 7) {
      byte next = log[at++];
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    return -1;
  }
}
