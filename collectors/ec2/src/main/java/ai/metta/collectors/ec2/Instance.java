// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/// An instance, as DescribeInstances tells it.
///
/// @param launched when it was last started
/// @param tenancy `default` where it shares its host; empty text where AWS does not say
/// @param platform what is paid for beside the machine, such as `Linux/UNIX` or `Windows`; empty
///   text where AWS does not say
/// @param cpus virtual ones of its own CPU options; empty where it has none
record Instance(
    String id,
    String type,
    State state,
    Purchase purchase,
    Instant launched,
    String zone,
    String tenancy,
    String platform,
    OptionalInt cpus,
    Map<String, String> tags) {
  static final String LINUX = "Linux/UNIX";
  private static final String SHARED = "default";

  Instance {
    tags = Map.copyOf(tags);
  }

  /// What it is doing.
  enum State {
    PENDING,
    RUNNING,
    STOPPING,
    STOPPED,
    /// Ended, or ending for good; still told for about an hour.
    GONE,
    /// A word of AWS's to come.
    OTHER;

    static State of(String word) {
      return switch (word) {
        case "pending" -> PENDING;
        case "running" -> RUNNING;
        case "stopping" -> STOPPING;
        case "stopped" -> STOPPED;
        case "shutting-down", "terminated" -> GONE;
        default -> OTHER;
      };
    }
  }

  /// How it is paid for.
  enum Purchase {
    ON_DEMAND("ondemand"),
    SPOT("spot"),
    CAPACITY_BLOCK("capacity_block"),
    SCHEDULED("scheduled"),
    /// A word of AWS's to come.
    OTHER("other");

    private final String word;

    Purchase(String word) {
      this.word = word;
    }

    /// The value of the tag `pricing`.
    String word() {
      return word;
    }

    /// @param lifecycle AWS's word; empty text for an instance without one, which is on demand
    static Purchase of(String lifecycle) {
      return switch (lifecycle) {
        case "" -> ON_DEMAND;
        case "spot" -> SPOT;
        case "capacity-block" -> CAPACITY_BLOCK;
        case "scheduled" -> SCHEDULED;
        default -> OTHER;
      };
    }
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean is(Purchase one) {
    return purchase == one;
  }

  /// `p5` of `p5.48xlarge`.
  String family() {
    int dot = type.indexOf('.');
    return dot > 0 ? type.substring(0, dot) : type;
  }

  /// Whether the published prices, which are Linux's on shared hosts, are its own.
  boolean isPlain() {
    return platform.equals(LINUX) && tenancy.equals(SHARED);
  }
}
