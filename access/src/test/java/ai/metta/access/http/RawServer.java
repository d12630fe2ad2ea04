// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server without manners: it reads a request and then writes whatever its script says. One
/// request a connection, which ends with the script.
final class RawServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// What it does with a request.
  interface Script {
    /// Answers one request; connections are numbered from 1.
    void answer(int number, Socket socket) throws IOException;
  }

  RawServer(Script script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// A server that answers everything with the same bytes.
  static RawServer saying(String answer) throws IOException {
    return new RawServer((number, socket) -> write(socket, answer));
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Ends a connection as a crashed process does.
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// Writes a byte every few milliseconds for as long as somebody listens.
  void drip(Socket socket) throws IOException {
    try {
      while (!closed.await(10, TimeUnit.MILLISECONDS)) {
        write(socket, "x");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says nothing until the other side gives up.
  static void saysNothing(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/list");
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(number, socket));
      }
    } catch (IOException e) {
      // The listening socket was closed: the test is over.
    }
  }

  private void serve(int number, Socket socket) {
    try (socket) {
      readRequest(socket.getInputStream());
      script.answer(number, socket);
    } catch (IOException e) {
      // The client left first, which some tests are about.
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        return;
      }
      head.append((char) read);
    }
    int length = head.indexOf("Content-Length: ");
    if (length >= 0) {
      String rest = head.substring(length + "Content-Length: ".length());
      in.readNBytes(Integer.parseInt(rest.lines().findFirst().orElse("0")));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
