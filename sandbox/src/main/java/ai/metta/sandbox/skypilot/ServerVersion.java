// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Setting.Era;
import java.util.Arrays;
import java.util.Optional;

/// The releases of SkyPilot whose wire format the server speaks, oldest first.
public enum ServerVersion {
  /// The last one with `/jobs/queue` only.
  V17("17", "0.10.2", 11, "0.10.0"),
  /// The first one with `/jobs/queue/v2`, whose records are still loose maps.
  V18("18", "0.10.3", 11, "0.10.0"),
  /// Fixed keys and `fields`; pages still count tasks.
  V24("24", "0.11.0", 11, "0.10.0"),
  /// Pages count jobs; sorting, job groups and `/jobs/events`.
  V43("43", "0.12.0", 11, "0.10.0"),
  V52("52", "0.13.0rc1", 24, "0.11.0"),
  V53("53", "0.13.1rc1", 24, "0.11.0");

  private final String apiVersion;
  private final String release;
  private final int minimumClient;
  private final String minimumRelease;

  ServerVersion(String apiVersion, String release, int minimumClient, String minimumRelease) {
    this.apiVersion = apiVersion;
    this.release = release;
    this.minimumClient = minimumClient;
    this.minimumRelease = minimumRelease;
  }

  /// The version with an API number; empty when the server does not speak it.
  public static Optional<ServerVersion> of(String apiVersion) {
    return Arrays.stream(values())
        .filter(version -> version.apiVersion.equals(apiVersion))
        .findFirst();
  }

  /// The API version as it stands in headers and in `/api/health`.
  public String apiVersion() {
    return apiVersion;
  }

  public String release() {
    return release;
  }

  /// The lowest API version of a client that this release lets in.
  public int minimumClient() {
    return minimumClient;
  }

  String minimumRelease() {
    return minimumRelease;
  }

  boolean isAtLeast(ServerVersion other) {
    return compareTo(other) >= 0;
  }

  Era era() {
    return isAtLeast(V52) ? Era.BATCHES : isAtLeast(V43) ? Era.GROUPS : Era.PLAIN;
  }
}
