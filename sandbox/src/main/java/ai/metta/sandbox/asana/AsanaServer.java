// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.asana.board.AsanaTruth;
import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// Asana on loopback, with a simulated workspace, answering in Asana's wire format until it is
/// closed. Every request has a virtual thread of its own.
public final class AsanaServer implements AutoCloseable {
  private final Switchboard<Strike<AsanaFault>> faults = new Switchboard<>();
  private final AsanaOptions options;
  private final Reception reception;
  private final LocalServer server;

  private AsanaServer(AsanaOptions options) {
    this.options = options;
    this.reception = new Reception(options, faults);
    this.server = LocalServer.start("asana", 0, reception);
  }

  /// Starts a server on a free port of loopback.
  ///
  /// @throws UncheckedIOException when none can be had
  public static AsanaServer start(AsanaOptions options) {
    return new AsanaServer(options);
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    return server.endpoint().resolve(Reception.BASE);
  }

  /// What is so in the workspace at an instant, whatever the server tells.
  public AsanaTruth truth(Instant at) {
    return options.board().truth(at);
  }

  /// Switches a fault on for whatever is asked, beside those that are on; of several that fit, the
  /// first strikes.
  public void fail(AsanaFault fault) {
    fail(Strike.always(fault));
  }

  /// Switches a fault on for some requests.
  public void fail(Strike<AsanaFault> strike) {
    faults.add(strike);
  }

  /// Switches all faults off.
  public void heal() {
    faults.clear();
  }

  /// What was asked so far, path and query, in the order it came.
  public List<String> requests() {
    return reception.requests();
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    server.close();
  }
}
