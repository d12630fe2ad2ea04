// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A simulated SkyPilot API server on loopback, answering in SkyPilot's wire format until it is
/// closed. Every request has a virtual thread of its own.
public final class SkypilotServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads;
  private final Backstage backstage;
  private final OrderDesk desk;
  private final Reception reception;

  private SkypilotServer(SkypilotOptions options, HttpServer http) {
    this.http = http;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.backstage = Backstage.of(options);
    this.desk = new OrderDesk(backstage);
    this.reception = new Reception(backstage, new Router(backstage, desk));
    http.setExecutor(threads);
    http.createContext("/", reception);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static SkypilotServer start(SkypilotOptions options) {
    HttpServer http;
    try {
      http =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "skypilot sandbox: port %d on loopback cannot be had; choose another or 0"
              .formatted(options.port()),
          e);
    }
    SkypilotServer server = new SkypilotServer(options, http);
    http.start();
    return server;
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    InetSocketAddress address = http.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /// What is so in the fleet at an instant, under the release and the fault that are on; whatever
  /// the server tells, this is not read from it.
  public FleetTruth truth(Instant at) {
    return desk.fleet(backstage.faults().anywhere()).truth(at);
  }

  /// Switches a fault on, instead of any other. It strikes whatever comes from now on; what is
  /// being answered is not touched.
  public void fail(Fault fault) {
    backstage.faults().set(fault, Optional.empty());
  }

  /// Switches a fault on for one path: its requests, and the results of work ordered there.
  public void fail(Fault fault, String path) {
    backstage.faults().set(fault, Optional.of(path));
  }

  /// Switches any fault off.
  public void heal() {
    backstage.faults().clear();
  }

  /// How many requests have come so far, by path without query.
  public Map<String, Integer> requests() {
    return reception.counts();
  }

  /// Ends every connection, whatever it waits for, and every thread. May be called twice.
  @Override
  public void close() {
    backstage.closing().countDown();
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
