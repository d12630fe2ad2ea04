// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.OptionalDouble;

/// What one machine costs in one region, by the server's catalogue.
///
/// @param onDemand dollars an hour; empty where the catalogue has none
/// @param spot the same for machines that may be taken away
record Offer(String instanceType, String region, OptionalDouble onDemand, OptionalDouble spot) {
  boolean isFor(Task task) {
    return instanceType.equals(task.instanceType()) && region.equals(task.region());
  }
}
