// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Setting;
import ai.metta.access.secret.SecretKey;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import java.time.Duration;
import java.util.List;

/// What a collector says of itself without being run.
///
/// @param name what it is called on the command line; its series carry `source:<name>-collector`
/// @param description one line, without a full stop
/// @param window how far back its metrics look
/// @param deadline after how long a run of it is ended
/// @param after collectors whose results it uses, or [#ALL_OTHERS]
public record Profile(
    String name,
    String description,
    Priority priority,
    Schedule schedule,
    Duration window,
    Duration deadline,
    List<Setting<?>> settings,
    List<SecretKey> secrets,
    List<String> after) {
  /// As `after`: every other collector.
  public static final List<String> ALL_OTHERS = List.of("*");

  public Profile {
    settings = List.copyOf(settings);
    secrets = List.copyOf(secrets);
    after = List.copyOf(after);
  }

  /// Whether another collector's run is to end before this one's begins.
  public boolean comesAfter(String other) {
    return after.contains(other) || (sumsUp() && !other.equals(name));
  }

  /// Whether it has no service of its own, and sums up what all others came to.
  public boolean sumsUp() {
    return after.equals(ALL_OTHERS);
  }
}
