// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.GithubTruth;
import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Switchboard;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// GitHub on loopback, with a simulated organisation, answering in GitHub's wire format until it is
/// closed. Every request has a virtual thread of its own.
public final class GithubServer implements AutoCloseable {
  private final GithubOptions options;
  private final Switchboard<Strike> faults = new Switchboard<>();
  private final Reception reception;
  private final LocalServer server;

  private GithubServer(GithubOptions options) {
    this.options = options;
    this.reception = new Reception(options, faults);
    this.server = LocalServer.start("github", options.port(), reception);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static GithubServer start(GithubOptions options) {
    return new GithubServer(options);
  }

  /// Where REST answers, without a trailing slash; GraphQL is at `/graphql` below it.
  public URI endpoint() {
    return server.endpoint();
  }

  /// What is so in the organisation at an instant, whatever the server tells.
  public GithubTruth truth(Instant at) {
    return options.organisation().truth(at);
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

  /// Switches all faults off.
  public void heal() {
    faults.clear();
  }

  /// How many requests have come so far, by path without query, and for GraphQL with the name of
  /// the operation behind it.
  public Map<String, Integer> requests() {
    return reception.counts();
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    server.close();
  }
}
