// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.InstantSource;
import java.util.Set;

/// What a server is to be like.
///
/// @param fleet whose jobs are launched from the cluster
/// @param services deployments, of up to four pods each
/// @param detail how much is shown of an object
/// @param clock the cluster's clock; the same instant gives the same answer, byte for byte
/// @param token who comes with it is let in, as metta's service account
/// @param role what the account may list: `pods`, `deployments.apps`
/// @param port the port on loopback, 1 to 65535; 0 takes a free one
public record KubernetesOptions(
    long seed,
    Fleet fleet,
    int services,
    Detail detail,
    InstantSource clock,
    String token,
    Set<String> role,
    int port) {
  private static final Set<String> SUFFICIENT =
      Set.of("pods", "deployments.apps", "jobs.batch", "pods.metrics.k8s.io");

  private static final int SERVICES = 24;

  /// How much is shown of an object.
  public enum Detail {
    /// What tells something of it.
    BRIEF,
    /// All that a cluster shows, which is several times as long.
    FULL
  }

  public KubernetesOptions {
    role = Set.copyOf(role);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// A server on a free port.
  public static KubernetesOptions of(long seed, Fleet fleet, InstantSource clock) {
    return new KubernetesOptions(
        seed, fleet, SERVICES, Detail.BRIEF, clock, "sandbox-kubernetes-token", SUFFICIENT, 0);
  }

  public KubernetesOptions withPort(int other) {
    return new KubernetesOptions(seed, fleet, services, detail, clock, token, role, other);
  }

  public KubernetesOptions withRole(String... granted) {
    return new KubernetesOptions(
        seed, fleet, services, detail, clock, token, Set.of(granted), port);
  }

  /// A cluster of another size.
  public KubernetesOptions withServices(int number) {
    return new KubernetesOptions(seed, fleet, number, detail, clock, token, role, port);
  }

  /// A cluster that shows everything of its objects.
  public KubernetesOptions inFull() {
    return new KubernetesOptions(seed, fleet, services, Detail.FULL, clock, token, role, port);
  }
}
