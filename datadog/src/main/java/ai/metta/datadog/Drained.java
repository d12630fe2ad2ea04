// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of what was waiting.
///
/// @param deliveredPoints acknowledged by the intake
/// @param expiredPoints taken out because Datadog would have dropped them without a word
/// @param pendingPoints still waiting, those that another process sends right now included; after a
///   [DirectSend] they are lost
/// @param pendingEvents events still waiting; after a [DirectSend] they are lost
/// @param pendingPayloads files still waiting, events included
/// @param rejected what was refused for good, by name
/// @param quarantinedFiles that were cut short or changed, and moved away whole; what was in them
///   is not known, whatever their names say
/// @param quarantinedBytes of those files, as they were found
/// @param complaints what the intake said of payloads that it accepted, each once; which points it
///   means, and whether it kept them, is in its words only
/// @param stoppedBy why something is left; empty where nothing went wrong
public record Drained(
    long deliveredPoints,
    long deliveredEvents,
    long expiredPoints,
    long expiredEvents,
    long pendingPoints,
    long pendingEvents,
    long pendingPayloads,
    List<Rejected> rejected,
    long quarantinedFiles,
    long quarantinedBytes,
    List<String> complaints,
    Optional<Failure> stoppedBy) {
  public Drained {
    rejected = List.copyOf(rejected);
    complaints = List.copyOf(complaints);
  }

  /// What became of two deliveries, one after the other: what waits, and why, is the later's word.
  public Drained and(Drained later) {
    return new Drained(
        deliveredPoints + later.deliveredPoints,
        deliveredEvents + later.deliveredEvents,
        expiredPoints + later.expiredPoints,
        expiredEvents + later.expiredEvents,
        later.pendingPoints,
        later.pendingEvents,
        later.pendingPayloads,
        Stream.concat(rejected.stream(), later.rejected.stream()).toList(),
        quarantinedFiles + later.quarantinedFiles,
        quarantinedBytes + later.quarantinedBytes,
        Stream.concat(complaints.stream(), later.complaints.stream()).distinct().toList(),
        later.stoppedBy);
  }
}
