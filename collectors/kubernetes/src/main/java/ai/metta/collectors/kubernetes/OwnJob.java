// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.time.Instant;
import java.util.Optional;

/// A run of one of the platform's own CronJobs.
///
/// @param failed when it was given up; empty where it was not
record OwnJob(ObjectName name, Optional<Instant> failed) {}
