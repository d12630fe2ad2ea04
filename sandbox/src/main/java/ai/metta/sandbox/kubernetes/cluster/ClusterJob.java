// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import java.time.Instant;
import java.util.Optional;

/// A job.
///
/// @param collector what its label of that name says; empty where it has none
/// @param owner the CronJob that made it; empty where a person did
public record ClusterJob(
    String namespace,
    String name,
    Instant created,
    Optional<String> collector,
    Optional<String> owner,
    Optional<Instant> failed,
    Optional<Instant> completed) {}
