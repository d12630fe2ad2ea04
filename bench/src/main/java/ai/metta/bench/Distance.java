// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A way to a server on this machine that is as long as one to a server far away: what is sent
/// arrives later, and what is answered at once, so that each request takes the whole of it longer.
/// It looks into nothing that passes.
record Distance(ServerSocket entrance, URI server, Duration latency) implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  /// What was sent, and when it arrives; without bytes, the end.
  private record Sent(ByteBuffer bytes, long arrivesNanos) {}

  static Distance to(URI server, Duration latency) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Distance distance = new Distance(entrance, server, latency);
    Thread.ofVirtual().start(distance::accept);
    return distance;
  }

  /// The server's address, at this end of the way.
  URI address() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort() + server.getRawPath());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Thread.ofVirtual().start(() -> carry(client));
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  /// Until either end hangs up.
  private void carry(Socket client) {
    BlockingQueue<Sent> underway = new LinkedBlockingQueue<>();
    try (client;
        Socket far = new Socket()) {
      client.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      Thread.ofVirtual().start(() -> arrive(underway, far));
      Thread.ofVirtual().start(() -> send(client, underway));
      far.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException hungUp) {
      // As it would be without a way between.
    }
  }

  private void send(Socket client, BlockingQueue<Sent> underway) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream sent = client.getInputStream();
      for (int length = sent.read(chunk); length > 0; length = sent.read(chunk)) {
        underway.add(sent(Arrays.copyOf(chunk, length)));
      }
    } catch (IOException hungUp) {
      // The end of it, as below.
    }
    underway.add(sent(new byte[0]));
  }

  private Sent sent(byte[] bytes) {
    return new Sent(ByteBuffer.wrap(bytes), System.nanoTime() + latency.toNanos());
  }

  private static void arrive(BlockingQueue<Sent> underway, Socket far) {
    try {
      OutputStream arrived = far.getOutputStream();
      for (Sent next = underway.take(); next.bytes().hasRemaining(); next = underway.take()) {
        Thread.sleep(Duration.ofNanos(Math.max(0, next.arrivesNanos() - System.nanoTime())));
        arrived.write(next.bytes().array());
      }
      far.shutdownOutput();
    } catch (IOException hungUp) {
      // Whoever waits for the answer is told by the other thread.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
