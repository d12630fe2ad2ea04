// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import java.util.Optional;

/// A volume.
///
/// @param state in AWS's words
/// @param attachedTo the instance's id, and how far that has come; empty where there is none
public record Disk(
    String id, String region, String type, int gib, String state, Optional<Attached> attachedTo) {
  public record Attached(String instance, String state) {}
}
