// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Duration;
import java.time.Instant;

/// A payload that waits in the outbox.
///
/// @param id its file's name
/// @param points how many; 1 for an event
/// @param bytes of the file
/// @param age since it was kept
public record Entry(String id, Kind kind, long points, Instant newest, long bytes, Duration age) {}
