// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The body of a 200. It is held back while it is short, so that its length can be told; beyond
/// that it goes out in chunks as it comes.
final class SpillingBody extends OutputStream {
  private static final int LIMIT_BYTES = 128 * 1024;
  private static final int CHUNK_BYTES = 32 * 1024;

  private final HttpExchange exchange;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable OutputStream chunks;

  SpillingBody(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (chunks == null && held.size() + length > LIMIT_BYTES) {
      exchange.sendResponseHeaders(200, 0);
      chunks = new BufferedOutputStream(exchange.getResponseBody(), CHUNK_BYTES);
      held.writeTo(chunks);
    }
    OutputStream out = chunks == null ? held : chunks;
    out.write(bytes, offset, length);
  }

  /// Sends what is still here, and ends the body.
  void finish() throws IOException {
    if (chunks == null) {
      exchange.sendResponseHeaders(200, held.size());
      held.writeTo(exchange.getResponseBody());
      exchange.getResponseBody().close();
    } else {
      chunks.close();
    }
  }
}
