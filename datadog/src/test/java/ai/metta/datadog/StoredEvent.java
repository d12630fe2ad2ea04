// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An event as [FakeIntake] keeps it.
///
/// @param tags sorted
public record StoredEvent(
    String title,
    String text,
    List<String> tags,
    Optional<String> alertType,
    Optional<String> aggregationKey,
    Instant happenedAt) {}
