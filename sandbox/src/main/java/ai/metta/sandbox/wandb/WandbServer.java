// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Switchboard;
import ai.metta.sandbox.wandb.experiments.WandbTruth;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// W&B on loopback, answering in its wire format until it is closed. Every request has a virtual
/// thread of its own.
public final class WandbServer implements AutoCloseable {
  private final WandbOptions options;
  private final Switchboard<Strike> faults = new Switchboard<>();
  private final Reception reception;
  private final LocalServer server;

  private WandbServer(WandbOptions options) {
    this.options = options;
    this.reception = new Reception(options, faults);
    this.server = LocalServer.start("wandb", options.port(), reception);
  }

  /// Starts a server.
  ///
  /// @throws java.io.UncheckedIOException when the port cannot be had
  public static WandbServer start(WandbOptions options) {
    return new WandbServer(options);
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  /// What is so in a project at an instant, whatever the server tells.
  public WandbTruth truth(String project, Instant at) {
    return options.experiments().truth(project, at);
  }

  /// Switches a fault on for whatever is asked, beside those that are on; of several that fit, the
  /// first strikes.
  public void fail(Fault fault) {
    fail(Strike.always(fault));
  }

  /// Switches a fault on for some requests.
  public void fail(Strike strike) {
    faults.add(strike);
  }

  /// How many requests have come so far, by the name of the query.
  public Map<String, Integer> requests() {
    return reception.counts();
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    server.close();
  }
}
