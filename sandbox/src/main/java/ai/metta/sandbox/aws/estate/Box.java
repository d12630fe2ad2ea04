// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An instance.
///
/// @param type its name; AWS may know none of that name any more
/// @param state in AWS's words
/// @param lifecycle in AWS's words; empty on demand
/// @param platform what is paid for beside the machine, in AWS's words
public record Box(
    String id,
    String type,
    Place place,
    String state,
    Optional<String> lifecycle,
    Instant launched,
    String tenancy,
    String platform,
    Map<String, String> tags,
    Pulse pulse) {
  static final String LINUX = "Linux/UNIX";

  public Box {
    tags = Map.copyOf(tags);
  }

  /// Where it stands.
  public record Place(String region, String zone) {}

  public boolean isIn(String region) {
    return place.region().equals(region);
  }

  public boolean isRunning() {
    return state.equals("running");
  }

  public Optional<Kind> kind() {
    return Kind.named(type);
  }

  /// Linux on a host that others are on too.
  boolean isPlain() {
    return platform.equals(LINUX) && tenancy.equals("default");
  }

  boolean isSpot() {
    return lifecycle.equals(Optional.of("spot"));
  }
}
