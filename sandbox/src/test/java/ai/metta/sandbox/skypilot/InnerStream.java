// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The JSON inside a string of JSON, unescaped as it is read; it ends where the string ends.
final class InnerStream extends InputStream {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int read;
  private long outerBytes;
  private boolean ended;

  /// Goes to the value of `return_value`.
  InnerStream(InputStream in) throws IOException {
    this.in = in;
    byte[] key = "\"return_value\":\"".getBytes(StandardCharsets.US_ASCII);
    int matched = 0;
    while (matched < key.length) {
      matched = next() == key[matched] ? matched + 1 : 0;
    }
  }

  /// How many bytes have been read of the answer.
  long outerBytes() {
    return outerBytes;
  }

  @Override
  public int read() throws IOException {
    int b = ended ? '"' : next();
    ended = b == '"';
    return ended ? -1 : b == '\\' ? next() : b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    for (int b = 0; count < length && (b = read()) >= 0; count++) {
      bytes[offset + count] = (byte) b;
    }
    return count == 0 ? -1 : count;
  }

  private int next() throws IOException {
    if (read == filled) {
      filled = in.read(buffer);
      read = 0;
      if (filled < 0) {
        throw new IOException("the answer ends too early");
      }
    }
    outerBytes++;
    return buffer[read++];
  }
}
