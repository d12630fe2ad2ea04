// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A simulated SkyPilot API server on loopback, answering in SkyPilot's wire format until it is
/// closed. Every request has a virtual thread of its own.
public final class SkypilotServer implements AutoCloseable {
  private final Backstage backstage;
  private final OrderDesk desk;
  private final Reception reception;
  private final LocalServer server;

  private SkypilotServer(SkypilotOptions options) {
    this.backstage = Backstage.of(options);
    this.desk = new OrderDesk(backstage);
    this.reception = new Reception(backstage, new Router(backstage, desk));
    this.server = LocalServer.start("skypilot", options.port(), reception);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static SkypilotServer start(SkypilotOptions options) {
    return new SkypilotServer(options);
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
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
    server.close();
  }
}
