// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import ai.metta.access.configuration.Setting;
import java.util.List;
import java.util.stream.Stream;

/// What an installation may say about when a collector runs.
public final class ScheduleSettings {
  private ScheduleSettings() {}

  /// Its cron expression; without one its own holds.
  public static Setting<String> schedule(String collector) {
    return Setting.text("collectors." + collector + ".schedule")
        .only(
            "five fields of cron in UTC – minute, hour, day, month, weekday – that ever come due, such as \"*/15 * * * *\"",
            text -> Cron.parse(text).isPresent())
        .says("When " + collector + " runs: five fields of cron, in UTC; by default its own");
  }

  /// Whether a scheduler runs it at all.
  public static Setting<Boolean> enabled(String collector) {
    return Setting.toggle("collectors." + collector + ".enabled")
        .fallback(true)
        .says("Whether 'metta serve' runs " + collector);
  }

  /// Those of each collector.
  public static List<Setting<?>> of(List<String> collectors) {
    return collectors.stream()
        .<Setting<?>>flatMap(name -> Stream.of(schedule(name), enabled(name)))
        .toList();
  }
}
