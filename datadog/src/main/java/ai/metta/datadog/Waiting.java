// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// What earlier runs left in an outbox, as the next drain will find it.
///
/// @param points that can be delivered, those that another process sends right now included
/// @param expiredPoints too old, or too far ahead, for Datadog to keep
/// @param damagedFiles whose bytes are not those that were kept
public record Waiting(long points, long expiredPoints, long damagedFiles) {}
