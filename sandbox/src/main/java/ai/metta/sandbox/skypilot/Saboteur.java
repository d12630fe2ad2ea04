// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.Reply.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Delivers bodies badly.
final class Saboteur {
  private static final int SAMPLE_BYTES = 64 * 1024;
  private static final int BLOCK_BYTES = 32 * 1024;
  private static final String ENDLESS_HEAD = "{\"return_value\":\"";

  private final CountDownLatch closing;

  /// @param closing opens when the server closes
  Saboteur(CountDownLatch closing) {
    this.closing = closing;
  }

  void deliver(Fault fault, Reply reply, Content content) throws IOException {
    switch (fault) {
      case TRUNCATED_JSON -> {
        byte[] half = half(content);
        send(reply, half, half.length);
      }
      case SHORT_BODY -> {
        byte[] half = half(content);
        send(reply, half, 2L * half.length);
      }
      case ENDLESS_BODY -> endless(reply);
      case DRIP -> drip(reply, content);
      case CONTROLLER_ABSENT, CONTROLLER_STOPPED, CONTROLLER_BROKEN, FRACTIONAL_GPU ->
          reply.deliver(content);
      case PAGES_IN_CIRCLES, SHOULD_RETRY, SHUTTING_DOWN, BAD_GATEWAY, LOGIN_REDIRECT ->
          reply.deliver(content);
      case LOGIN_PAGE, PLAIN_500, SILENCE, VERSION_MISMATCH, TOKEN_REFUSED ->
          reply.deliver(content);
    }
  }

  /// The first half of the body, or of its beginning when it is long.
  private static byte[] half(Content content) throws IOException {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    try {
      content.writeTo(new Capped(sample));
    } catch (Full enough) {
      // The sample is all that was wanted.
    }
    return Arrays.copyOf(sample.toByteArray(), sample.size() / 2);
  }

  private static void send(Reply reply, byte[] bytes, long promisedBytes) throws IOException {
    reply.header("Content-Type", "application/json");
    reply.exchange().sendResponseHeaders(200, promisedBytes);
    reply.exchange().getResponseBody().write(bytes);
    reply.exchange().getResponseBody().flush();
  }

  private void endless(Reply reply) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    Arrays.fill(block, (byte) 'x');
    reply.header("Content-Type", "application/json");
    reply.exchange().sendResponseHeaders(200, 0);
    OutputStream out = reply.exchange().getResponseBody();
    out.write(ENDLESS_HEAD.getBytes(StandardCharsets.US_ASCII));
    while (closing.getCount() > 0) {
      out.write(block);
    }
  }

  private void drip(Reply reply, Content content) throws IOException {
    reply.header("Content-Type", "application/json");
    reply.exchange().sendResponseHeaders(200, 0);
    content.writeTo(new Dripping(reply.exchange().getResponseBody()));
    reply.exchange().getResponseBody().close();
  }

  /// Tells that a sample is full.
  private static final class Full extends UncheckedIOException {
    Full() {
      super(new IOException("sample is full"));
    }
  }

  private static final class Capped extends OutputStream {
    private final ByteArrayOutputStream sample;

    Capped(ByteArrayOutputStream sample) {
      this.sample = sample;
    }

    @Override
    public void write(int b) {
      if (sample.size() == SAMPLE_BYTES) {
        throw new Full();
      }
      sample.write(b);
    }
  }

  private final class Dripping extends OutputStream {
    private final OutputStream out;

    Dripping(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      out.flush();
      try {
        if (closing.await(1, TimeUnit.SECONDS)) {
          throw new IOException("the server closes");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the server closes", e);
      }
    }
  }
}
