// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that only this machine reaches, with a thread for each request.
public final class LocalServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LocalServer(HttpServer http, HttpHandler handler) {
    this.http = http;
    http.setExecutor(threads);
    http.createContext("/", handler);
  }

  /// Starts a server.
  ///
  /// @param service what it plays, for messages
  /// @param port 0 for any that is free
  /// @param handler answers everything
  /// @throws UncheckedIOException when the port cannot be had
  public static LocalServer start(String service, int port, HttpHandler handler) {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "%s sandbox: port %d on loopback cannot be had; choose another or 0"
              .formatted(service, port),
          taken);
    }
    LocalServer server = new LocalServer(http, handler);
    http.start();
    return server;
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
