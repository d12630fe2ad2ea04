// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import java.time.Instant;
import java.util.Optional;

/// A deployment.
///
/// @param unavailableSince empty where it is available
public record ClusterDeployment(
    String namespace,
    String name,
    Instant created,
    int replicas,
    int ready,
    Optional<Instant> unavailableSince) {}
