// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import ai.metta.sandbox.kubernetes.cluster.Cluster;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// A Kubernetes API server on loopback, with a simulated cluster, until it is closed. Every request
/// has a virtual thread of its own.
public final class KubernetesServer implements AutoCloseable {
  private final Switchboard<Strike<KubernetesFault>> faults = new Switchboard<>();
  private final Story story;
  private final Reception reception;
  private final LocalServer server;

  private KubernetesServer(KubernetesOptions options) {
    this.story = new Story(options);
    this.reception = new Reception(options, story, faults);
    this.server = LocalServer.start("kubernetes", options.port(), reception);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static KubernetesServer start(KubernetesOptions options) {
    return new KubernetesServer(options);
  }

  /// Where it answers, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  /// What the cluster holds at an instant, whatever the server tells.
  public Cluster cluster(Instant at) {
    return story.at(at);
  }

  /// Switches a fault on for whatever is asked, beside those that are on; of several that fit, the
  /// first strikes.
  public void fail(KubernetesFault fault) {
    fail(Strike.always(fault));
  }

  /// Switches a fault on for some requests.
  public void fail(Strike<KubernetesFault> strike) {
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
