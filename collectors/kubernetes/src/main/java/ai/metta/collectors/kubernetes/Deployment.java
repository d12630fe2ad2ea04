// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.time.Instant;
import java.util.Optional;

/// A deployment.
///
/// @param wanted how many pods it is to have
/// @param ready how many it has that can work
/// @param unavailableSince since when Kubernetes calls it unavailable; empty where it does not
record Deployment(ObjectName name, int wanted, int ready, Optional<Instant> unavailableSince)
    implements Namespaced {}
